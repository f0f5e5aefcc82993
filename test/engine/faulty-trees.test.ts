import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { Engine } from "../../server/engine/engine.ts";
import type { EngineOptions } from "../../server/engine/engine.ts";
import { Witness } from "../../server/engine/witness.ts";
import { folderWith, write } from "./temporary-folder.ts";
import { wordKnowledge } from "./word-knowledge.ts";

const engineFor = (root: string, options: Partial<EngineOptions> = {}) =>
  new Engine({ root, cache: false, preset: "audit", knowledge: wordKnowledge(), ...options });

const found = (engine: Engine) =>
  engine.allFindings().flatMap(one => one.findings.map(({ path, line, column }) => `${path}:${line}:${column}`));

/** What an engine says that sees the folder for the first time. */
async function fresh(root: string): Promise<string[]> {
  const engine = engineFor(root);
  await engine.index();
  return found(engine);
}

const pipe = (root: string, path: string) => execFileSync("mkfifo", [join(root, path)]);

describe("a tree with faults in it", function () {
  this.timeout(30_000);

  it("is scanned around what is no text, each skipped with its reason", async () => {
    const root = folderWith({
      "bom.ts": "\uFEFFBAD",
      "crlf.ts": "x\r\nBAD\r\n",
      "latin.ts": Buffer.concat([Buffer.from("BAD // "), Buffer.from([0xe4, 0xff])]),
      "utf16.sql": Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("BAD", "utf16le")]),
      "binary.py": Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0]),
      "line.ts": `const x = "${"x".repeat(60_000)}";\nBAD\n`,
      "huge.ts": "x".repeat(20 * 1024 * 1024),
      "bundle.js": `${"BAD;".repeat(300)}\n`.repeat(9),
      "empty.ts": "",
    });
    const result = await engineFor(root).scan();
    assert.deepEqual(
      result.findings.map(one => `${one.path}:${one.line}:${one.column}`),
      ["bom.ts:1:2", "crlf.ts:2:1", "latin.ts:1:1"],
    );
    assert.deepEqual(result.skipped, [
      { path: "binary.py", because: "it is binary (it holds NUL bytes)" },
      { path: "bundle.js", because: "it is minified" },
      { path: "huge.ts", because: "it is larger than 2 MB" },
      { path: "line.ts", because: "a line is longer than 50,000 characters" },
      { path: "utf16.sql", because: "it is UTF-16, and only UTF-8 is read" },
    ]);
    assert.deepEqual(
      result.notes.map(note => [note.path, note.kind]),
      [["latin.ts", "encoding"]],
    );
  });

  it("waits for no pipe, wherever a file is looked for", async function () {
    if (process.platform === "win32") return this.skip();
    const root = folderWith({ "a.ts": "BAD", "lib/b.ts": "BAD" });
    for (const path of ["pipe.ts", ".gitignore", "lib/.faultlineignore", "faultline.json"]) pipe(root, path);
    const engine = engineFor(root);
    const result = await engine.scan({ paths: ["pipe.ts", "a.ts"] });
    assert.deepEqual(result.skipped, [{ path: "pipe.ts", because: "it is not a regular file" }]);
    assert.deepEqual(
      result.configProblems.map(one => `${one.path}: ${one.message}`),
      ["faultline.json: This file cannot be read: it is not a regular file."],
    );
    engine.filesChanged([{ path: "pipe.ts", type: "changed" }]);
    assert.deepEqual(found(engine), ["a.ts:1:1", "lib/b.ts:1:1"]);
    return undefined;
  });

  it("has folders where files are expected", async () => {
    const root = folderWith({ "a.ts": "BAD", "x.ts/b.ts": "BAD", ".gitignore/c.ts": "BAD" });
    mkdirSync(join(root, "faultline.json"));
    const result = await engineFor(root).scan();
    assert.deepEqual(
      result.findings.map(one => one.path),
      [".gitignore/c.ts", "a.ts", "x.ts/b.ts"],
    );
    assert.match(result.configProblems[0]!.message, /^This file cannot be read: it is a folder\.$/u);
  });

  it("has files that vanish between the list and the reading", async () => {
    const root = folderWith({ "a.ts": "BAD", "gone.ts": "BAD", "lib/b.ts": "BAD", "lib/gone.ts": "BAD" });
    class Thief extends Witness {
      override saw(path: string): void {
        if (path.endsWith("gone.ts")) rmSync(path, { force: true });
        super.saw(path);
      }
    }
    const { findings, skipped } = await engineFor(root, { witness: new Thief() }).scan();
    assert.deepEqual(
      findings.map(one => one.path),
      ["a.ts", "lib/b.ts"],
    );
    assert.deepEqual(skipped, [
      { path: "gone.ts", because: "it vanished while the scan ran" },
      { path: "lib/gone.ts", because: "it vanished while the scan ran" },
    ]);
  });

  const names = [
    " a b .ts",
    "a#b.ts",
    "a%20b%.ts",
    "a?b=c.ts",
    "größe/数据😀.py",
    "line\nbreak.ts",
    "..dots.ts",
    "-flag.ts",
    "e\u0301.ts",
    "[id]/(group)/@slot/route.ts",
    "'quote\".ts",
  ];
  if (process.platform !== "win32") names.push("back\\slash.ts", "c:.ts");

  it("finds the same under every name: from the disk, from an editor, after an event", async () => {
    const root = folderWith(Object.fromEntries(names.map(name => [name, "BAD"])));
    const expected = [...names].sort().map(name => `${name}:1:1`);
    const engine = engineFor(root);
    await engine.index();
    assert.deepEqual(found(engine), expected);
    for (const name of names) engine.setDocument(join(root, name), "\nBAD");
    assert.deepEqual(
      found(engine),
      expected.map(one => one.replace(/1:1$/u, "2:1")),
    );
    for (const name of names) engine.closeDocument(name);
    for (const name of names) write(root, name, " BAD");
    engine.filesChanged(names.map(path => ({ path, type: "changed" })));
    assert.deepEqual(
      found(engine),
      expected.map(one => one.replace(/1:1$/u, "1:2")),
    );
    for (const name of names) rmSync(join(root, name));
    engine.filesChanged(names.map(path => ({ path, type: "deleted" })));
    assert.deepEqual(found(engine), []);
  });

  it("shows what a link leads to in its own place only, also after events and in an editor", async () => {
    const root = folderWith({ "a.ts": "BAD", "lib/b.ts": "BAD" });
    symlinkSync("a.ts", join(root, "link.ts"));
    symlinkSync("lib", join(root, "copy"));
    symlinkSync("nowhere.ts", join(root, "dangling.ts"));
    symlinkSync("loop.ts", join(root, "loop.ts"));
    const engine = engineFor(root);
    await engine.index();
    const paths = ["link.ts", "copy/b.ts", "dangling.ts", "loop.ts"];
    engine.filesChanged(paths.map(path => ({ path, type: "changed" })));
    assert.deepEqual(found(engine), await fresh(root));
    engine.setDocument("link.ts", "BAD BAD");
    assert.equal(engine.findings("link.ts").findings.length, 2);
    engine.closeDocument("link.ts");
    assert.deepEqual(found(engine), ["a.ts:1:1", "lib/b.ts:1:1"]);
  });

  it("takes a name that changes its case only", async () => {
    const root = folderWith({ "a.ts": "BAD", "lib/b.ts": "BAD" });
    for (const order of [0, 1]) {
      const engine = engineFor(root);
      await engine.index();
      const [from, to] = order === 0 ? ["a.ts", "A.ts"] : ["A.ts", "a.ts"];
      renameSync(join(root, from!), join(root, to!));
      const changes = [
        { path: from!, type: "deleted" as const },
        { path: to!, type: "created" as const },
      ];
      engine.filesChanged(order === 0 ? changes : changes.reverse());
      assert.deepEqual(found(engine), [`${to}:1:1`, "lib/b.ts:1:1"]);
    }
  });

  it("is not disturbed by events from outside of it, or about itself", async () => {
    const root = folderWith({ ".gitignore": "out\n", "a.ts": "BAD" });
    const engine = engineFor(root);
    await engine.index();
    for (const path of ["../other/x.ts", "..", root, "/", "out/b.ts"]) engine.filesChanged([{ path, type: "changed" }]);
    assert.deepEqual(found(engine), ["a.ts:1:1"]);
  });
});

describe("a reading that is disturbed", function () {
  this.timeout(30_000);
  const many = (text: string, count = 300) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`d${index % 70}/f${index}.ts`, text]));

  it("loses nothing when it is broken off, while files are listed or while they are read", async () => {
    const root = folderWith(many("BAD"));
    for (const phase of ["discover", "summarise"] as const) {
      const engine = engineFor(root);
      await engine.index();
      for (const path of Object.keys(many(""))) write(root, path, phase === "discover" ? "\nBAD" : "\n\nBAD");
      const abort = new AbortController();
      const onProgress = (progress: { phase: string; done: number }) => {
        if (progress.phase === phase && progress.done > 100) abort.abort();
      };
      await engine.index({ signal: abort.signal, onProgress });
      assert.equal(abort.signal.aborted, true);
      engine.filesChanged(Object.keys(many("")).map(path => ({ path, type: "changed" })));
      assert.deepEqual(found(engine), await fresh(root), phase);
    }
  });

  it("keeps what an editor and the disk tell meanwhile", async () => {
    const root = folderWith({ ...many("x"), "a.ts": "USE_A", "zz.ts": "DEF_A", "zzz.ts": "x" });
    const engine = engineFor(root);
    await engine.load();
    let told = 0;
    const tell = ({ phase }: { phase: string }) => {
      if (phase === "discover" && told === 0) {
        told = 1;
        // Its folder is listed already.
        write(root, "new.ts", "BAD");
        engine.filesChanged([{ path: "new.ts", type: "created" }]);
      }
      if (phase === "summarise" && told === 1) {
        told = 2;
        engine.setDocument("zz.ts", "x");
        assert.deepEqual(engine.findings("zz.ts").findings, []);
      }
    };
    await engine.index({ onProgress: tell });
    assert.equal(told, 2);
    assert.deepEqual(found(engine), ["a.ts:1:1", "new.ts:1:1"]);
  });
});
