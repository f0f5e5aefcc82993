/**
 * What a scan read of the disk, each with a stamp from before it was read. While all stamps are as they were, a scan would
 * find what it found.
 */
import { type Stats, statSync } from "node:fs";
import { dirname } from "node:path";

/** In columns, as thousands are read and compared at once. */
export interface Stamps {
  paths: string[];
  /** {@link FIELDS} numbers for each path. */
  fields: Float64Array;
}

/** Size, time of the content, time of anything else, and inode. */
type Stamp = readonly [number, number, number, number];
const FIELDS = 4;
/** Of a path at which there is nothing. */
const ABSENT: Stamp = [-1, -1, -1, -1];
/** Milliseconds in which a file system may give two changes the same time. */
const FINE_TICK = 50;
const COARSE_TICK = 2000;

export class Witness {
  /** Undefined for a path that changed too lately to be told from its next change, or that cannot be asked. */
  readonly #stamps = new Map<string, Stamp | undefined>();

  /** To be called before an absolute path is read, listed or looked for. */
  saw(path: string): void {
    if (!this.#stamps.has(path)) this.#stamps.set(path, stampOf(path, Date.now()));
  }

  /** Undefined when something changed so lately that the next change may bear the same time. */
  stamps(): Stamps | undefined {
    const kept = [...this.#stamps].filter(([path, stamp]) => stamp !== ABSENT || !this.#stamps.has(dirname(path)));
    const stamps = kept.flatMap(([, stamp]) => stamp ?? []);
    if (stamps.length < kept.length * FIELDS) return undefined;
    return { paths: kept.map(([path]) => path), fields: Float64Array.from(stamps) };
  }
}

/** Paths that are not as they were. */
export function changedSince({ paths, fields }: Stamps): string[] {
  return paths.filter((path, index) => !isAsBefore(path, fields, index * FIELDS));
}

/** With later stamps of some of the paths. */
export function renewed({ paths, fields }: Stamps, later: Stamps): Stamps {
  const all = fields.slice();
  for (const [index, path] of later.paths.entries())
    all.set(later.fields.subarray(index * FIELDS, (index + 1) * FIELDS), paths.indexOf(path) * FIELDS);
  return { paths, fields: all };
}

function isAsBefore(path: string, fields: Float64Array, at: number): boolean {
  const stats = statsOf(path);
  if (stats === undefined) return fields[at] === ABSENT[0];
  if (stats === "refused" || stats.size !== fields[at]) return false;
  return stats.mtimeMs === fields[at + 1] && stats.ctimeMs === fields[at + 2] && stats.ino === fields[at + 3];
}

function stampOf(path: string, now: number): Stamp | undefined {
  const stats = statsOf(path);
  if (stats === undefined) return ABSENT;
  if (stats === "refused") return undefined;
  const { size, mtimeMs, ctimeMs, ino } = stats;
  const tick = Number.isInteger(mtimeMs / 1000) ? COARSE_TICK : FINE_TICK;
  return now - Math.max(mtimeMs, ctimeMs) < tick ? undefined : [size, mtimeMs, ctimeMs, ino];
}

function statsOf(path: string): Stats | "refused" | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return "refused";
  }
}
