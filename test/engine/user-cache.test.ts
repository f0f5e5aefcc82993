import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import * as nodeModule from "node:module";
import { isAbsolute, join } from "node:path";
import { describe, it } from "mocha";
import { userCacheFolder } from "../../server/engine/user-cache.ts";
import { spawnCliWith } from "../cli/run-cli.ts";
import { folderWith } from "./temporary-folder.ts";

const NAME = process.platform === "win32" ? "LOCALAPPDATA" : "XDG_CACHE_HOME";

describe("the user's cache folder", () => {
  const before = process.env[NAME];
  afterEach(() => {
    if (before === undefined) delete process.env[NAME];
    else process.env[NAME] = before;
  });

  it("is where the environment says", () => {
    const folder = folderWith({});
    process.env[NAME] = folder;
    assert.equal(userCacheFolder(), join(folder, "faultline"));
  });

  it("never lies in the folder that the program happens to run in", () => {
    for (const name of ["", "cache", "../cache"]) {
      process.env[NAME] = name;
      const folder = userCacheFolder();
      assert.ok(folder === undefined || isAbsolute(folder), folder);
    }
  });

  it("has the compiled program, where Node keeps it", async function () {
    this.timeout(60_000);
    const [cache, project] = [folderWith({}), folderWith({ "a.ts": "f();\n" })];
    await spawnCliWith({ [NAME]: cache }, project, "scan", "--no-cache");
    assert.equal(existsSync(join(cache, "faultline", "code")), "enableCompileCache" in nodeModule);
    assert.equal(existsSync(join(project, "faultline")), false);
  });
});
