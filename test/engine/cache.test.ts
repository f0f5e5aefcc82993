import assert from "node:assert/strict";
import { chmodSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { storedIn, SummaryCache } from "../../server/engine/cache.ts";
import { pack } from "../../server/engine/packing.ts";
import { folderWith } from "./temporary-folder.ts";

const open = (folder: string, version = "1") => new SummaryCache({ root: "/project", version, folder });

function filled(): string {
  const folder = folderWith({});
  const cache = open(folder);
  cache.put("a b#%.ts", "h1", pack('{"a":1}'));
  cache.put("b.ts", "h2", pack('{"b":"\u2028"}'));
  assert.equal(cache.save(), undefined);
  return folder;
}

describe("cache of summaries", () => {
  it("gives back what was put, by path and content", () => {
    const cache = open(filled());
    assert.equal(cache.get("a b#%.ts", "h1"), '{"a":1}');
    assert.equal(cache.get("b.ts", "h2"), '{"b":"\u2028"}');
    assert.equal(cache.get("b.ts", "h1"), undefined);
  });

  it("gives one entry without the others", () => {
    const folder = filled();
    const options = { root: "/project", version: "1", folder };
    assert.equal(storedIn(options, "a b#%.ts", "h1"), '{"a":1}');
    assert.equal(storedIn(options, "b.ts", "h2"), '{"b":"\u2028"}');
    assert.equal(storedIn(options, "b.ts", "h1"), undefined);
    assert.equal(storedIn({ ...options, version: "2" }, "b.ts", "h2"), undefined);
    assert.equal(storedIn({ ...options, folder: folderWith({}) }, "b.ts", "h2"), undefined);
  });

  it("gives no entry that is damaged, cut off or of impossible length", () => {
    const folder = filled();
    const options = { root: "/project", version: "1", folder };
    const { file } = open(folder);
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole);
      changed[at]! ^= 0x80;
      for (const bytes of [whole.subarray(0, at), changed]) {
        writeFileSync(file, bytes);
        assert.ok([undefined, '{"b":"\u2028"}'].includes(storedIn(options, "b.ts", "h2") as string), `byte ${at}`);
      }
    }
    assert.equal(storedIn(options, "b.ts", "h2"), undefined);
  });

  it("is empty for another version, and then replaces the file", () => {
    const folder = filled();
    const cache = open(folder, "2");
    assert.equal(cache.get("b.ts", "h2"), undefined);
    cache.put("b.ts", "h2", pack("{}"));
    cache.save();
    assert.equal(open(folder, "1").get("b.ts", "h2"), undefined);
    assert.equal(open(folder, "2").get("b.ts", "h2"), "{}");
  });

  it("loses only the cut entry of a truncated file, and mends it", () => {
    const folder = filled();
    const { file } = open(folder);
    writeFileSync(file, readFileSync(file).subarray(0, -5));
    const cache = open(folder);
    assert.equal(cache.get("a b#%.ts", "h1"), '{"a":1}');
    assert.equal(cache.get("b.ts", "h2"), undefined);
    cache.put("b.ts", "h2", pack("{}"));
    cache.save();
    assert.equal(open(folder).get("b.ts", "h2"), "{}");
    assert.equal(open(folder).get("a b#%.ts", "h1"), '{"a":1}');
  });

  it("does not believe an entry whose text changed", () => {
    const folder = filled();
    const { file } = open(folder);
    const bytes = readFileSync(file);
    bytes[bytes.indexOf("a b#%.ts") + 14]! ^= 1;
    writeFileSync(file, bytes);
    assert.equal(open(folder).get("a b#%.ts", "h1"), undefined);
    assert.equal(open(folder).get("b.ts", "h2"), '{"b":"\u2028"}');
  });

  it("survives rubbish in place of the file", () => {
    const folder = filled();
    writeFileSync(open(folder).file, Buffer.from([0, 255, 10, 9, 9, 10]));
    const cache = open(folder);
    assert.equal(cache.get("b.ts", "h2"), undefined);
    cache.put("b.ts", "h2", pack("{}"));
    assert.equal(cache.save(), undefined);
    assert.equal(open(folder).get("b.ts", "h2"), "{}");
  });

  it("says when it cannot be written, and goes on", () => {
    const folder = folderWith({ occupied: "a file where a folder is needed" });
    const cache = new SummaryCache({ root: "/project", version: "1", folder: join(folder, "occupied") });
    cache.put("a.ts", "h", pack("{}"));
    assert.match(cache.save() ?? "", /^The cache cannot be written \((?:EEXIST|ENOTDIR)\)/u);
    assert.equal(cache.get("a.ts", "h"), "{}");
  });

  it("says when its folder is read-only", () => {
    if (process.getuid?.() === 0) return; // Nothing is locked to the super-user.
    const folder = folderWith({});
    chmodSync(folder, 0o555);
    const cache = new SummaryCache({ root: "/project", version: "1", folder: join(folder, "inner") });
    cache.put("a.ts", "h", pack("{}"));
    assert.match(cache.save() ?? "", /EACCES/u);
    chmodSync(folder, 0o755);
  });

  it("holds the last of what one file came to, and so does its own file", () => {
    const folder = folderWith({});
    const cache = open(folder);
    for (let round = 0; round < 1000; round++) {
      cache.put("a.ts", `h${round}`, pack("{}"));
      if (round % 2 === 0) assert.equal(cache.save(), undefined);
    }
    assert.equal(cache.save(), undefined);
    assert.equal(cache.get("a.ts", "h998"), undefined);
    assert.equal(cache.get("a.ts", "h999"), "{}");
    assert.ok(readFileSync(cache.file, "latin1").split("a.ts").length < 300);
    assert.equal(open(folder).get("a.ts", "h999"), "{}");
  });

  it("drops old entries once they are the greater part, leaving no temporary file", () => {
    const folder = folderWith({});
    for (let generation = 0; generation < 4; generation++) {
      const cache = open(folder);
      for (let i = 0; i < 150; i++) cache.put(`${i}.ts`, `h${generation}`, pack("{}"));
      cache.save();
    }
    assert.ok(readFileSync(open(folder).file, "latin1").split(".ts").length < 500);
    assert.equal(open(folder).get("7.ts", "h3"), "{}");
    assert.equal(readdirSync(folder).length, 1);
  });
});
