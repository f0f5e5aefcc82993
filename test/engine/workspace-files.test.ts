import assert from "node:assert/strict";
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { ConfigFiles } from "../../server/engine/config.ts";
import { readSource } from "../../server/engine/read-source.ts";
import { WorkspaceFiles } from "../../server/engine/workspace-files.ts";
import { folderWith } from "./temporary-folder.ts";

const pathsIn = async (root: string) => (await new WorkspaceFiles(root).discover()).paths;

describe("discovery of files", () => {
  it("takes sources and manifests, and leaves what others wrote or a build made", async () => {
    const root = folderWith({
      "a.ts": "",
      "b/c.py": "",
      "b/d.sql": "",
      "prisma/schema.prisma": "",
      "package.json": "{}",
      "requirements-dev.txt": "",
      "compose.prod.yml": "",
      "supabase/database.types.d.ts": "",
      "node_modules/x/index.js": "",
      "b/dist/x.js": "",
      ".venv/y.py": "",
      "lib/jquery.min.js": "",
      "types/global.d.ts": "",
      "readme.md": "",
      "b/__pycache__/x.py": "",
    });
    assert.deepEqual(await pathsIn(root), [
      "a.ts",
      "b/c.py",
      "b/d.sql",
      "compose.prod.yml",
      "package.json",
      "prisma/schema.prisma",
      "requirements-dev.txt",
      "supabase/database.types.d.ts",
    ]);
  });

  it("honours nested ignore files, nearest first, and negation", async () => {
    const root = folderWith({
      ".gitignore": "*.gen.ts\n/private/\n",
      "a.gen.ts": "",
      "private/a.ts": "",
      "x/private/a.ts": "",
      "x/.gitignore": "!kept.gen.ts\n",
      "x/kept.gen.ts": "",
      "x/other.gen.ts": "",
      "y/.faultlineignore": "legacy/**\n",
      "y/legacy/a.py": "",
      "y/a.py": "",
    });
    assert.deepEqual(await pathsIn(root), ["x/kept.gen.ts", "x/private/a.ts", "y/a.py"]);
  });

  it("leaves out a pattern whose search would not end, and says so", async () => {
    const root = folderWith({ ".gitignore": `${"**/a/".repeat(12)}x\nb.ts\n`, "a/a.ts": "", "b.ts": "" });
    const found = await new WorkspaceFiles(root).discover();
    assert.deepEqual(found.paths, ["a/a.ts"]);
    assert.deepEqual(
      found.skipped.map(one => one.path),
      [".gitignore"],
    );
    assert.match(found.skipped[0]!.because, /too many wildcards/u);
  });

  it("honours ignore files above the root, up to the repository", async () => {
    const root = folderWith({
      ".git/HEAD": "",
      ".gitignore": "/app/secret/\n*.tmp.ts\n",
      "app/a.ts": "",
      "app/secret/b.ts": "",
      "app/c.tmp.ts": "",
    });
    assert.deepEqual(await pathsIn(join(root, "app")), ["a.ts"]);
  });

  it("scans a folder that the repository ignores when it is the root itself", async () => {
    const root = folderWith({ ".git/HEAD": "", ".gitignore": "/app/\n", "app/a.ts": "" });
    assert.deepEqual(await pathsIn(join(root, "app")), ["a.ts"]);
  });

  it("keeps names with blanks, signs and letters of all the world", async () => {
    const names = ["[slug]/route.ts", "a b.ts", "a#b.ts", "a%20b.ts", "größe/数据.py"];
    assert.deepEqual(await pathsIn(folderWith(Object.fromEntries(names.map(name => [name, ""])))), [...names].sort());
  });

  it("follows no symbolic link, into loops or out", async () => {
    const outside = folderWith({ "secret.ts": "" });
    const root = folderWith({ "a/b.ts": "" });
    symlinkSync(root, join(root, "a", "loop"));
    symlinkSync(outside, join(root, "out"));
    symlinkSync(join(outside, "secret.ts"), join(root, "secret.ts"));
    const found = await new WorkspaceFiles(root).discover();
    assert.deepEqual(found.paths, ["a/b.ts"]);
    assert.deepEqual(found.skipped, [{ path: "secret.ts", because: "it is a symbolic link" }]);
  });

  it("says which folder cannot be listed", async () => {
    if (process.getuid?.() === 0) return; // Nothing is locked to the super-user.
    const root = folderWith({ "a.ts": "", "locked/b.ts": "" });
    chmodSync(join(root, "locked"), 0);
    const found = await new WorkspaceFiles(root).discover();
    chmodSync(join(root, "locked"), 0o755);
    assert.deepEqual(found.skipped, [{ path: "locked", because: "the folder cannot be listed (EACCES)" }]);
  });

  it("takes include and exclude from the configuration, relative to its folder", async () => {
    const root = folderWith({
      "faultline.json": '{ "exclude": ["old"] }',
      "old/a.ts": "",
      "a.ts": "",
      "app/faultline.json": '{ "include": ["src/**"] }',
      "app/src/b.ts": "",
      "app/test/c.ts": "",
    });
    const configs = new ConfigFiles({ root, rules: [] });
    const files = new WorkspaceFiles(root, folder => configs.patternsOf(folder));
    assert.deepEqual((await files.discover()).paths, ["a.ts", "app/src/b.ts"]);
    assert.equal(files.whyIgnored("old/a.ts"), "faultline.json excludes it (folder old)");
    assert.equal(files.whyIgnored("app/test/c.ts"), "app/faultline.json does not include it");
    assert.equal(files.whyIgnored("app/src/b.ts"), undefined);
    assert.equal(files.whyIgnored("node_modules/a/b.ts"), "the folder node_modules holds no source of this project");
  });
});

describe("reading of sources", () => {
  const reasonFor = (content: string | Buffer, name = "a.ts") => {
    const source = readSource(join(folderWith({ [name]: content }), name));
    return source.ok ? undefined : source.because;
  };

  it("gives a reason for what is no source in spite of its name", () => {
    assert.equal(reasonFor(Buffer.from([0x47, 0, 1, 0])), "it is binary (it holds NUL bytes)");
    assert.equal(reasonFor("x".repeat(20 * 1024 * 1024)), "it is larger than 2 MB");
    assert.equal(reasonFor(`a\n${"x".repeat(50_001)}\n`), "a line is longer than 50,000 characters");
    assert.equal(reasonFor("x".repeat(49_000)), undefined);
    assert.equal(reasonFor(`${"x".repeat(400)}\n`.repeat(20), "72.js"), "it is minified");
    assert.equal(reasonFor(`${"x".repeat(60)}\n`.repeat(200), "72.js"), undefined);
    assert.equal(reasonFor(`{"a": "${"x".repeat(60_000)}"}`, "package-lock.json"), undefined);
  });

  it("gives a reason for what vanished, is a folder or cannot be read", () => {
    const root = folderWith({ "locked.ts": "" });
    mkdirSync(join(root, "folder.ts"));
    const because = (name: string) => (readSource(join(root, name)) as { because: string }).because;
    assert.equal(because("gone.ts"), "it vanished while the scan ran");
    assert.equal(because("folder.ts"), "it is a folder");
    if (process.getuid?.() === 0) return;
    chmodSync(join(root, "locked.ts"), 0);
    assert.equal(because("locked.ts"), "it is not readable");
  });

  it("keeps a byte order mark and replaces what is not UTF-8", () => {
    const root = folderWith({ "bom.ts": "\uFEFFa", "latin.ts": Buffer.from([0x61, 0xe4, 0x62]) });
    assert.deepEqual(
      { ...readSource(join(root, "bom.ts")), hash: "" },
      { ok: true, text: "\uFEFFa", hash: "", lossy: false },
    );
    assert.deepEqual(
      { ...readSource(join(root, "latin.ts")), hash: "" },
      { ok: true, text: "a\uFFFDb", hash: "", lossy: true },
    );
  });
});
