import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { analysis } from "./analysis.ts";
import { caches } from "./caches.ts";
import { editing } from "./editing.ts";
import { sourcesIn } from "./mutations.ts";
import { protocol } from "./protocol.ts";
import { silence } from "./silence.ts";
import { systematic } from "./systematic.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A taste of `npm run fuzz`, always the same: what it finds in the long run becomes a fixture. */
describe("damaged input", function () {
  this.timeout(120_000);
  const sources = sourcesIn([join(root, "catalog"), join(root, "demo")]);
  const usersCache = process.env["XDG_CACHE_HOME"];
  const cache = mkdtempSync(join(tmpdir(), "faultline-fuzz-cache-"));
  before(() => (process.env["XDG_CACHE_HOME"] = cache));
  after(() => {
    if (usersCache === undefined) delete process.env["XDG_CACHE_HOME"];
    else process.env["XDG_CACHE_HOME"] = usersCache;
    rmSync(cache, { recursive: true, force: true });
  });

  for (const [target, runs] of [
    [systematic, 400],
    [analysis, 200],
    [editing, 8],
    [silence, 8],
    [protocol, 12],
    [caches, 10],
  ] as const)
    it(`of the target ${target.name} breaks nothing`, async () => {
      let inputs = 0;
      await target.run({ seed: 20261120, runs, sources, tick: () => inputs++ });
      assert.ok(inputs >= runs, `only ${inputs} inputs`);
    });
});
