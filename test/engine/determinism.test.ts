import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { Engine } from "../../server/engine/engine.ts";
import type { EngineOptions } from "../../server/engine/engine.ts";
import { json } from "../../server/reports/json.ts";
import { folderWith } from "./temporary-folder.ts";

const FILES = {
  "app/tasks.py": `from celery import shared_task
import time

@shared_task(bind=True, max_retries=5, acks_late=True)
def push(self, order_id):
    try:
        client.post("/orders", json={"id": order_id})
    except Exception as error:
        raise self.retry(exc=error, countdown=60 * (2 ** self.request.retries))
`,
  "app/limits.ts": `import { Ratelimit } from "@upstash/ratelimit";
export const limiter = new Ratelimit({ redis, limiter: Ratelimit.slidingWindow(10, "10 s") });
// faultline-disable-next-line no-such-rule -- to have a finding in any case
export const other = 1;
`,
  "db/001.sql":
    "create table sites (id uuid primary key);\ncreate table calls (id uuid primary key, site_id uuid references sites (id));\n",
};

/** The whole report of a scan, byte for byte. */
async function reportOf(root: string, options: Partial<EngineOptions>): Promise<string> {
  const engine = new Engine({ root, preset: "audit", now: () => new Date("2026-11-20"), ...options });
  const result = await engine.scan();
  return json({ result, version: "0", rules: [], documents: {}, textOf: () => undefined, colour: false, quiet: false });
}

describe("two scans of the same files", function () {
  this.timeout(120_000);

  it("are equal byte for byte: with cache, without, filled, and with workers", async () => {
    const root = folderWith(FILES);
    const cacheFolder = folderWith({});
    const plain = await reportOf(root, { cache: false, workers: 0 });
    assert.equal(await reportOf(root, { cache: false, workers: 0 }), plain);
    assert.equal(await reportOf(root, { cacheFolder, workers: 0 }), plain);
    assert.equal(await reportOf(root, { cacheFolder, workers: 0 }), plain);
    assert.equal(await reportOf(root, { cache: false, workers: 2 }), plain);
    assert.equal(await reportOf(root, { cache: false, workers: 0, once: true }), plain);
    assert.ok(JSON.parse(plain).findings.length > 0);
  });

  it("takes in what changed on disk, also where nothing of how values were made is kept", async () => {
    const root = folderWith(FILES);
    const engine = new Engine({ root, cache: false, workers: 0, preset: "audit", once: true });
    const lines = async () => (await engine.scan()).findings.map(one => `${one.path}:${one.line}`);
    const before = await lines();
    writeFileSync(join(root, "app/limits.ts"), `\n${FILES["app/limits.ts"]}`);
    const lower = (line: string) => line.replace(/(limits\.ts:)(\d+)/u, (_, file, at) => `${file}${Number(at) + 1}`);
    assert.deepEqual(await lines(), before.map(lower));
    assert.notDeepEqual(before.map(lower), before);
  });

  it("takes unchanged files from the cache", async () => {
    const root = folderWith(FILES);
    const options = { root, cacheFolder: folderWith({}) };
    assert.deepEqual(counts(await new Engine(options).scan()), [3, 0]);
    assert.deepEqual(counts(await new Engine(options).scan()), [0, 3]);
    const engine = new Engine(options);
    engine.setDocument("db/001.sql", "select 1;\n");
    assert.deepEqual(counts(await engine.scan()), [1, 2]);
  });

  const counts = ({ stats }: { stats: { parsed: number; cached: number } }) => [stats.parsed, stats.cached];

  it("give the editor what the command line gets", async () => {
    const root = folderWith(FILES);
    const scanned = await new Engine({ root, cache: false, preset: "audit" }).scan();
    const editor = new Engine({ root: folderWith({}), cache: false, preset: "audit" });
    await editor.load();
    for (const [path, text] of Object.entries(FILES)) editor.setDocument(path, text);
    assert.deepEqual(
      editor.allFindings().flatMap(one => one.findings),
      scanned.findings,
    );
  });
});
