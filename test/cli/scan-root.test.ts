import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "mocha";
import { scanRoot } from "../../server/cli/scan-root.ts";
import { folderWith } from "../engine/temporary-folder.ts";

describe("root of a scan", () => {
  const root = folderWith({
    "package.json": "{}",
    "src/a.ts": "",
    "src/b.ts": "",
    "app/package.json": "{}",
    "app/c.ts": "",
  });
  const other = folderWith({ "x.ts": "" });
  const of = (words: string[], explicit?: string) => scanRoot(words, root, explicit);

  it("is the current folder by default, and for parts of it", () => {
    assert.deepEqual(of([]), { root, paths: [] });
    assert.deepEqual(of(["src"]), { root, paths: [join(root, "src")] });
    assert.deepEqual(of(["src/a.ts", "app/c.ts"]), { root, paths: [join(root, "src/a.ts"), join(root, "app/c.ts")] });
  });

  it("is a folder that is a project, or that lies elsewhere", () => {
    assert.deepEqual(of(["app"]), { root: join(root, "app"), paths: [] });
    assert.deepEqual(of([other]), { root: other, paths: [] });
    assert.deepEqual(of([join(other, "x.ts")]), { root: other, paths: [join(other, "x.ts")] });
  });

  it("is what is said to be", () => {
    assert.deepEqual(of(["app"], "."), { root, paths: [join(root, "app")] });
    assert.throws(() => of([other], "."), /lies outside the root/u);
    assert.throws(() => of(["none"]), /there is no file or folder none/u);
  });
});
