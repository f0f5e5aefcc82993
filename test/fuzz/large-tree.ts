/** A tree of 100,000 files, with links that lead in circles: read whole, and a second time from the cache. Run when asked for. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Engine } from "../../server/engine/engine.ts";
import type { Target } from "./target.ts";

const FILES = 100_000;
const FILES_PER_FOLDER = 50;
const RETRY = `from celery import shared_task

@shared_task(bind=True, max_retries=12)
def push_NUMBER(self):
    raise self.retry(countdown=60 * (2 ** self.request.retries))
`;
const PLAIN = 'import { other } from "./other.ts";\n\nexport const value_NUMBER = () => other(NUMBER);\n';
/** One file in so many has a finding. */
const FINDING_EVERY = 100;

export const largeTree: Target = {
  name: "tree",
  async run({ runs = FILES, tick }) {
    const root = mkdtempSync(join(tmpdir(), "faultline-tree-"));
    try {
      grow(root, runs);
      for (const what of ["cold", "from the cache"]) {
        const start = performance.now();
        const engine = new Engine({ root, preset: "audit" });
        const { findings, stats, notes } = await engine.scan();
        const seconds = (performance.now() - start) / 1000;
        const peak = process.resourceUsage().maxRSS / 1024;
        console.log(`${stats.files} files ${what}: ${seconds.toFixed(1)} s, at most ${peak.toFixed(0)} MB`);
        assert.deepEqual([stats.files, notes], [runs, []]);
        const found = findings.filter(one => one.rule === "no-uncapped-backoff").length;
        assert.equal(found, Math.ceil(runs / FINDING_EVERY));
        tick();
      }
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  },
};

function grow(root: string, count: number): void {
  for (let index = 0; index < count; index++) {
    const number = Math.floor(index / FILES_PER_FOLDER);
    const folder = join(root, `area${number % 20}`, `part${number % 400}`, `unit${number}`);
    if (index % FILES_PER_FOLDER === 0) {
      mkdirSync(folder, { recursive: true });
      symlinkSync(root, join(folder, "again"));
    }
    const [name, text] = index % FINDING_EVERY === 0 ? [`push_${index}.py`, RETRY] : [`value_${index}.ts`, PLAIN];
    writeFileSync(join(folder, name), text.replaceAll("NUMBER", String(index)));
  }
}
