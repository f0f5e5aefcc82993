/**
 * What a scan read of the disk, each with a stamp from before it was read. While all stamps are as they were, a scan would
 * find what it found.
 */
import { type Stats, statSync } from "node:fs";
import { dirname } from "node:path";

export type Stamps = Record<string, string>;

/** Of a path at which there is nothing. */
const ABSENT = "absent";
/** Milliseconds in which a file system may give two changes the same time. */
const FINE_TICK = 50;
const COARSE_TICK = 2000;

export class Witness {
  readonly #stamps = new Map<string, string>();

  /** To be called before an absolute path is read, listed or looked for. */
  saw(path: string): void {
    if (!this.#stamps.has(path)) this.#stamps.set(path, stampOf(path, Date.now()));
  }

  /** Undefined when something changed so lately that the next change may bear the same time. */
  stamps(): Stamps | undefined {
    const kept = [...this.#stamps].filter(([path, stamp]) => stamp !== ABSENT || !this.#stamps.has(dirname(path)));
    return kept.some(([, stamp]) => stamp === "") ? undefined : Object.fromEntries(kept);
  }
}

/** Paths that are not as they were. */
export function changedSince(stamps: Stamps): string[] {
  return Object.keys(stamps).filter(path => stampOf(path) !== stamps[path]);
}

/** Empty, which nothing is equal to, for a path that changed too lately before `now` or cannot be asked. */
function stampOf(path: string, now = Infinity): string {
  const stats = statsOf(path);
  if (stats === undefined) return ABSENT;
  if (stats === "refused") return "";
  const { size, mtimeMs, ctimeMs, ino } = stats;
  const tick = Number.isInteger(mtimeMs / 1000) ? COARSE_TICK : FINE_TICK;
  return now - Math.max(mtimeMs, ctimeMs) < tick ? "" : `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
}

function statsOf(path: string): Stats | "refused" | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return "refused";
  }
}
