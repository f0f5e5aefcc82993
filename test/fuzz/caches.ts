/** A cache on a bad disk: cut off, changed, with parts twice or from elsewhere. A scan with it says what one without it says. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { Engine } from "../../server/engine/engine.ts";
import type { Source } from "./mutations.ts";
import { parametersOf, type Target } from "./target.ts";

type Damage = (bytes: Buffer) => Buffer;

const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const at = (place: number, bytes: Buffer) => Math.floor(place * bytes.length);

const damage: fc.Arbitrary<Damage> = fc.oneof(
  share.map(end => (bytes: Buffer) => bytes.subarray(0, at(end, bytes))),
  fc.tuple(share, fc.nat(255)).map(([place, byte]) => (bytes: Buffer) => {
    const changed = Buffer.from(bytes);
    if (changed.length > 0) changed[at(place, bytes)] = byte;
    return changed;
  }),
  fc.tuple(share, share, share).map(([into, from, to]) => (bytes: Buffer) => {
    const [start, end] = [at(from, bytes), at(to, bytes)].sort((a, b) => a - b);
    const place = at(into, bytes);
    return Buffer.concat([bytes.subarray(0, place), bytes.subarray(start, end), bytes.subarray(place)]);
  }),
  fc.tuple(share, fc.uint8Array({ maxLength: 40 })).map(([into, put]) => (bytes: Buffer) => {
    const place = at(into, bytes);
    return Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place)]);
  }),
);

export const caches: Target = {
  name: "caches",
  async run(effort) {
    const files = fc.uniqueArray(fc.constantFrom(...effort.sources), { minLength: 1, maxLength: 6 });
    const property = fc.asyncProperty(
      files,
      fc.array(damage, { minLength: 1, maxLength: 4 }),
      async (some, damages) => {
        effort.tick();
        const folder = mkdtempSync(join(tmpdir(), "faultline-fuzz-"));
        try {
          await scanWith(folder, some, damages);
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      },
    );
    await fc.assert(property, parametersOf(effort));
  },
};

async function scanWith(folder: string, files: readonly Source[], damages: readonly Damage[]): Promise<void> {
  const root = join(folder, "project");
  const cacheFolder = join(folder, "cache");
  for (const { path, text } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const whole = await said(root, cacheFolder);
  for (const harm of damages) {
    for (const name of readdirSync(cacheFolder))
      writeFileSync(join(cacheFolder, name), harm(readFileSync(join(cacheFolder, name))));
    assert.deepEqual(await said(root, cacheFolder), whole);
  }
}

async function said(root: string, cacheFolder: string) {
  const engine = new Engine({ root, cacheFolder, workers: 0, preset: "audit", now: () => new Date("2026-01-01") });
  const { findings, notes, skipped } = await engine.scan();
  return { findings, notes, skipped, paths: engine.paths() };
}
