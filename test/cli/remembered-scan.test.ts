import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { folderWith, write } from "../engine/temporary-folder.ts";
import { pack, unpack } from "../../server/engine/packing.ts";
import { runCli } from "./run-cli.ts";

const WARNING = "f(); // faultline-disable-line nonsense -- why\n";
/** Longer than the time in which two changes may look like one. */
const settled = () => delay(80);

describe("a scan of what did not change", function () {
  this.timeout(60_000);

  let root: string;
  let cache: string;
  const scan = (...words: string[]) => runCli("scan", root, "--cache-location", cache, ...words);
  const memory = () =>
    join(
      cache,
      readdirSync(cache).find(name => name.startsWith("scan-"))!,
    );

  beforeEach(async () => {
    root = folderWith({ "src/a.ts": WARNING, "src/b.ts": "g();\n", ".gitignore": "out\n", "out/c.ts": WARNING });
    cache = folderWith({});
    await settled();
    await scan();
    // Whoever reads the memory shows this word.
    const kept = unpack(readFileSync(memory())) as { told: Uint8Array };
    const told = Buffer.from(kept.told).toString().replaceAll("nonsense", "REMEMBERED");
    writeFileSync(memory(), pack({ ...kept, told: Buffer.from(told) }));
  });

  const isRemembered = async (...words: string[]) => (await scan(...words)).stdout.includes("REMEMBERED");

  it("gives the last one again, in every format", async () => {
    assert.equal(await isRemembered(), true);
    assert.equal(await isRemembered("--format", "json"), true);
    assert.equal(await isRemembered("--format", "sarif"), true);
    assert.equal((await scan("--max-warnings", "0")).code, 1);
  });

  const changes: Record<string, () => void> = {
    "a file changes": () => write(root, "src/b.ts", "h();\n"),
    "a file comes": () => write(root, "src/new.ts", "h();\n"),
    "a file goes": () => rmSync(join(root, "src/b.ts")),
    "a file gets another name": () => renameSync(join(root, "src/b.ts"), join(root, "src/B.ts")),
    "a folder comes": () => mkdirSync(join(root, "lib")),
    "an ignore file changes": () => write(root, ".gitignore", "dist\n"),
    "an ignore file comes": () => write(root, "src/.faultlineignore", "b.ts\n"),
    "a configuration comes": () => write(root, "faultline.json", "{}"),
    "a file changes to another of its size": () => write(root, "src/b.ts", "G();\n"),
  };
  for (const [what, change] of Object.entries(changes))
    it(`scans when ${what}`, async () => {
      change();
      assert.equal(await isRemembered(), false);
    });

  /** Which no finding can tell of. */
  const silent: Record<string, () => void> = {
    "a file was only written again": () => write(root, "src/b.ts", "g();\n"),
    "a comment is added": () => write(root, "src/b.ts", "g(); // why\n"),
    "a comment is added and taken out": () => {
      write(root, "src/b.ts", "// why\n\ng();\n");
      write(root, "src/b.ts", "g();\n");
    },
  };
  for (const [what, change] of Object.entries(silent))
    it(`gives the last one again when ${what}`, async () => {
      change();
      await settled();
      assert.equal(await isRemembered(), true);
      assert.equal(await isRemembered(), true);
      write(root, "src/b.ts", "h(); // why\n");
      assert.equal(await isRemembered(), false);
    });

  it("scans when a file with a finding changes in a comment", async () => {
    write(root, "src/a.ts", `${WARNING}// why\n`);
    assert.equal(await isRemembered(), false);
  });

  it("scans when the summary of what changed is lost", async () => {
    write(root, "src/b.ts", "g(); // why\n");
    rmSync(
      join(
        cache,
        readdirSync(cache).find(name => name.startsWith("summaries-"))!,
      ),
    );
    assert.equal(await isRemembered(), false);
  });

  it("does not look at what takes no part", async () => {
    write(root, "out/d.ts", WARNING);
    assert.equal(await isRemembered(), true);
  });

  it("scans when something else is asked", async () => {
    assert.equal(await isRemembered("--preset", "audit"), false);
    assert.equal(await isRemembered("--no-cache"), false);
    assert.equal((await runCli("scan", join(root, "src"), "--cache-location", cache)).stdout.includes("REMEMB"), false);
  });

  it("scans when the memory is cut off", async () => {
    writeFileSync(memory(), readFileSync(memory()).subarray(0, -9));
    const { stdout, code } = await scan();
    assert.deepEqual([stdout.includes("nonsense"), code], [true, 0]);
  });

  it("remembers nothing that changed while it was read", async () => {
    rmSync(memory());
    const soon = Date.now() / 1000 + 60;
    utimesSync(join(root, "src/b.ts"), soon, soon);
    await scan();
    assert.deepEqual(
      readdirSync(cache).filter(name => name.startsWith("scan-")),
      [],
    );
  });
});
