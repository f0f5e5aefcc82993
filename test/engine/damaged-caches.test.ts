import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { SummaryCache } from "../../server/engine/cache.ts";
import { Engine } from "../../server/engine/engine.ts";
import { pack } from "../../server/engine/packing.ts";
import { ScanMemory, type Remembered } from "../../server/engine/scan-memory.ts";
import { folderWith } from "./temporary-folder.ts";

const FILES = {
  "app/tasks.py":
    "from celery import shared_task\n\n@shared_task(bind=True, max_retries=5)\ndef push(self):\n    raise self.retry(countdown=60 * (2 ** self.request.retries))\n",
  "app/__init__.py": "",
  "app/jobs/__init__.py": "",
  "app/limits.ts":
    "// faultline-disable-next-line no-such-rule -- to have a finding in any case\nexport const other = 1;\n",
  "db/001.sql": "create table sites (id uuid primary key);\n",
};

/** Findings and notes of a scan, and how many files came from the cache. */
async function scan(root: string, cacheFolder: string) {
  const engine = new Engine({ root, cacheFolder, preset: "audit", workers: 0, now: () => new Date("2026-11-20") });
  const { findings, notes, skipped, stats } = await engine.scan();
  return { said: { findings, notes, skipped, paths: engine.paths() }, cached: stats.cached };
}

const cacheFile = (folder: string) =>
  join(
    folder,
    readdirSync(folder).find(name => name.startsWith("summaries-"))!,
  );

describe("a damaged cache", function () {
  this.timeout(60_000);

  it("costs time and no finding: cut off or changed at any place", async () => {
    const root = folderWith(FILES);
    const folder = folderWith({});
    const { said } = await scan(root, folder);
    assert.ok(said.findings.length > 0);
    const file = cacheFile(folder);
    const whole = readFileSync(file);
    const steps = 16;
    let fromCache = 0;
    for (let step = 0; step < steps; step++) {
      const at = Math.floor((step * whole.length) / steps);
      const changed = Buffer.from(whole);
      changed[at]! ^= 1 << (step % 8);
      for (const bytes of [whole.subarray(0, at), changed]) {
        writeFileSync(file, bytes);
        const again = await scan(root, folder);
        assert.deepEqual(again.said, said, `at byte ${at}`);
        fromCache += again.cached;
        const mended = await scan(root, folder);
        assert.deepEqual([mended.said, mended.cached], [said, 5], `after byte ${at}`);
      }
    }
    assert.ok(fromCache > steps, "what is not damaged is used");
  });

  it("does not give one file what is kept of another with the same text", async () => {
    const root = folderWith(FILES);
    const folder = folderWith({});
    const { said } = await scan(root, folder);
    const file = cacheFile(folder);
    const names = readFileSync(file, "latin1");
    writeFileSync(
      file,
      names
        .replace(" app/jobs/__init__.py", " app/xxxx/__init__.py")
        .replace(" app/__init__.py", " app/jobs/__init__.py"),
      "latin1",
    );
    assert.deepEqual((await scan(root, folder)).said, said);
  });
});

describe("a cache that two processes write", function () {
  this.timeout(60_000);
  const open = (folder: string, version: string) => new SummaryCache({ root: "/project", version, folder });

  it("is not appended to by another version", () => {
    const folder = folderWith({});
    open(folder, "1").save();
    const old = open(folder, "1");
    const newer = open(folder, "2");
    newer.put("a.ts", "h", pack('"new"'));
    newer.save();
    old.put("b.ts", "h", pack('"old"'));
    assert.equal(old.save(), undefined);
    const third = open(folder, "2");
    assert.equal(third.get("b.ts", "h"), undefined);
  });

  it("keeps what both append", () => {
    const folder = folderWith({});
    open(folder, "1").save();
    const [one, two] = [open(folder, "1"), open(folder, "1")];
    for (let round = 0; round < 20; round++) {
      one.put(`one${round}.ts`, "h", pack("1"));
      two.put(`two${round}.ts`, "h", pack("2"));
      one.save();
      two.save();
    }
    const both = open(folder, "1");
    assert.deepEqual([both.get("one19.ts", "h"), both.get("two0.ts", "h"), both.get("two19.ts", "h")], ["1", "2", "2"]);
  });

  it("survives writers that are killed, and takes away what they left", async () => {
    const folder = folderWith({});
    const module = new URL("../../server/engine/cache.ts", import.meta.url).href;
    const packing = new URL("../../server/engine/packing.ts", import.meta.url).href;
    const source = `
      import { randomBytes } from "node:crypto";
      const { SummaryCache } = await import(${JSON.stringify(module)});
      const { pack } = await import(${JSON.stringify(packing)});
      for (let round = 0; ; round++) {
        const cache = new SummaryCache({ root: "/project", version: round % 3 === 0 ? "2" : "1", folder: ${JSON.stringify(folder)} });
        for (let i = 0; i < 50; i++) cache.put(i + ".ts", "h", pack(JSON.stringify([i, randomBytes(20_000).toString("hex")])));
        cache.save();
        if (round === 0) console.log("writing");
      }`;
    const writers = [0, 1].map(() =>
      spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", source], {
        stdio: ["ignore", "pipe", "inherit"],
      }),
    );
    await Promise.all(writers.map(writer => once(writer.stdout, "data")));
    for (const writer of writers) {
      await new Promise(resolve => setTimeout(resolve, 60));
      writer.kill("SIGKILL");
      await once(writer, "exit");
    }
    writeFileSync(join(folder, `${cacheFile(folder).slice(folder.length + 1)}.${writers[0]!.pid}.tmp`), "half");
    for (const version of ["1", "2"]) {
      const cache = open(folder, version);
      for (let i = 0; i < 50; i++) {
        const json = cache.get(`${i}.ts`, "h");
        if (json !== undefined) assert.equal(JSON.parse(json as string)[0], i);
      }
    }
    const cache = open(folder, "3");
    cache.put("a.ts", "h", pack("{}"));
    assert.equal(cache.save(), undefined);
    assert.equal(readdirSync(folder).length, 1, readdirSync(folder).join());
  });
});

describe("a disk that takes nothing", function () {
  this.timeout(60_000);

  it("is told of when it is full, and what was written in part is not built upon", function () {
    if (spawnSync("prlimit", ["--version"]).status !== 0) return this.skip();
    const folder = folderWith({});
    const own = (name: string) => JSON.stringify(new URL(`../../server/engine/${name}`, import.meta.url).href);
    const source = `
      import { randomBytes } from "node:crypto";
      import { spawnSync } from "node:child_process";
      const { SummaryCache } = await import(${own("cache.ts")});
      const { pack } = await import(${own("packing.ts")});
      const limit = size => spawnSync("prlimit", ["--pid", process.pid, "--fsize=" + size + ":unlimited"]);
      const cache = new SummaryCache({ root: "/project", version: "1", folder: ${JSON.stringify(folder)} });
      cache.put("a.ts", "h", pack("{}"));
      cache.save();
      limit(4096);
      cache.put("b.ts", "h", pack(JSON.stringify(randomBytes(9000).toString("hex"))));
      const full = cache.save();
      limit("unlimited");
      cache.put("c.ts", "h", pack("{}"));
      const room = cache.save() ?? "written";
      console.log(full + "\\n" + room);`;
    // As on a full disk, a part is written before the rest is refused.
    const words = ["-c", 'trap "" XFSZ; exec "$0" "$@"', process.execPath, "--import", "tsx", "--input-type=module"];
    const { stdout } = spawnSync("bash", [...words, "-e", source], { encoding: "utf8" });
    assert.match(stdout, /^The cache cannot be written \(EFBIG\): .*\nwritten\n$/u);
    const next = new SummaryCache({ root: "/project", version: "1", folder });
    const kept = ["a.ts", "b.ts", "c.ts"].map(path => (next.get(path, "h") as string).length);
    assert.deepEqual(kept, [2, 18_002, 2]);
    return undefined;
  });

  it("costs the scan nothing but a note", async () => {
    const root = folderWith(FILES);
    const folder = folderWith({ occupied: "a file where a folder is needed" });
    const plain = await scan(root, folderWith({}));
    const { said } = await scan(root, join(folder, "occupied"));
    assert.deepEqual(said.findings, plain.said.findings);
    assert.match(said.notes[0]?.message ?? "", /^The cache cannot be written \((?:EEXIST|ENOTDIR)\)/u);
    const other = folderWith({});
    await scan(root, other);
    const file = cacheFile(other);
    spawnSync("rm", [file]);
    mkdirSync(join(file, "in-the-way"), { recursive: true });
    const second = await scan(root, other);
    assert.deepEqual(second.said.findings, plain.said.findings);
    assert.match(second.said.notes[0]?.message ?? "", /^The cache cannot be written \((?:EISDIR|ENOTEMPTY|EPERM)\)/u);
    assert.equal(readdirSync(other).length, 1, "no temporary file is left");
  });
});

describe("the memory of the last scan", () => {
  const remembered = {
    result: { root: "/project", findings: [] },
    rules: [],
  } as unknown as Remembered;
  const hashes = { "a.ts": "1" };
  const stamps = { paths: ["/project/absent/a.ts"], fields: Float64Array.of(-1, -1, -1, -1) };
  const memoryIn = (folder: string, version = "1") =>
    new ScanMemory({ root: "/project", folder, version, question: [] });

  it("is not believed when it is cut off or changed at any place", async () => {
    const folder = folderWith({});
    assert.equal(memoryIn(folder).keep(remembered, hashes, stamps), undefined);
    assert.deepEqual(await memoryIn(folder).recall(), remembered);
    assert.equal(await memoryIn(folder, "2").recall(), undefined);
    const file = join(folder, readdirSync(folder)[0]!);
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole);
      changed[at]! ^= 1 << (at % 8);
      for (const bytes of [whole.subarray(0, at), changed]) {
        writeFileSync(file, bytes);
        assert.equal(await memoryIn(folder).recall(), undefined, `byte ${at}`);
      }
    }
  });

  it("says when it cannot be kept", () => {
    const folder = folderWith({ occupied: "" });
    assert.match(
      memoryIn(join(folder, "occupied")).keep(remembered, hashes, stamps) ?? "",
      /^The last scan cannot be kept \(E/u,
    );
  });
});
