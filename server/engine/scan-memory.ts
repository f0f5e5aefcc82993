/**
 * The last whole scan of a folder, on disk: it is given again while nothing changed that it was made of, and when what
 * changed are a few files of which no finding can tell.
 */
import * as l10n from "@vscode/l10n";
import { mkdirSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { RuleDefinition } from "../../rules/define-rule.ts";
import type { FileSummary } from "../../rules/project/summary.ts";
import { cacheFolder, readIfPossible, storedIn } from "./cache.ts";
import { analyseAlone } from "./knowledge.ts";
import { hashOf, readSource } from "./read-source.ts";
import { pack, unpack } from "./packing.ts";
import { replaceFile } from "./replace-file.ts";
import type { ScanResult } from "./scan-result.ts";
import { isSilentEdit, mayChangeSilently } from "./silent-edit.ts";
import { summaryOf, type SummaryParts } from "./stored-summary.ts";
import { changedSince, renewed, type Stamps, Witness } from "./witness.ts";

/** With more changed files than this a scan is as fast. */
const MAX_CHANGED = 20;

export type RememberedRule = Pick<RuleDefinition<string, object>, "name" | "description" | "level"> & {
  family: string;
};

export interface Remembered {
  result: ScanResult;
  rules: RememberedRule[];
}

/** Hash of the text of each file that takes part, by path; of an earlier text where it said the same. */
type Hashes = Readonly<Record<string, string>>;

/** As it is kept. */
interface Memory {
  /** What was asked, of which program. */
  question: string;
  /** Of the stamps, as JSON. */
  paths: Uint8Array;
  /** Of the stamps, as they lie in memory. */
  fields: Uint8Array;
  /** {@link Remembered} as JSON. */
  told: Uint8Array;
  /** {@link Hashes} as JSON, read only when something changed. */
  hashes: Uint8Array;
}

export interface MemoryOptions {
  /** Absolute root of the project. */
  root: string;
  /** Folder of the caches when it is not the usual one. */
  folder?: string | undefined;
  /** Of the program that analyses. */
  version: string;
  /** Everything else that the answer depends on beside the files. */
  question: readonly unknown[];
}

export class ScanMemory {
  readonly #options: MemoryOptions;
  readonly #file: string;
  readonly #question: string;

  constructor(options: MemoryOptions) {
    const { root, folder, version, question } = options;
    this.#options = options;
    this.#question = hashOf(JSON.stringify([version, ...question]));
    this.#file = join(cacheFolder(root, folder), `scan-${hashOf(root)}.bin`);
  }

  /** An unreadable memory is none. */
  async recall(): Promise<Remembered | undefined> {
    const memory = this.#read();
    if (memory === undefined) return undefined;
    const stamps = stampsOf(memory);
    const changed = changedSince(stamps);
    const remembered = fromJson<Remembered>(memory.told);
    if (changed.length === 0) return remembered;
    if (changed.length > MAX_CHANGED) return undefined;
    const witness = new Witness();
    const hashes = fromJson<Hashes>(memory.hashes);
    if (!(await this.#areSilent(changed, remembered.result, hashes, witness))) return undefined;
    const later = witness.stamps();
    if (later) this.#write({ ...memory, fields: bytesOf(renewed(stamps, later)) });
    return remembered;
  }

  /** Returns the reason when it could not be written. */
  keep(remembered: Remembered, hashes: Hashes, stamps: Stamps): string | undefined {
    return this.#write({
      question: this.#question,
      paths: toJson(stamps.paths),
      fields: bytesOf(stamps),
      told: toJson(remembered),
      hashes: toJson(hashes),
    });
  }

  #write(memory: Memory): string | undefined {
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      replaceFile(this.#file, pack(memory));
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? String(error);
      return l10n.t("The last scan cannot be kept ({0}): {1}", reason, this.#file);
    }
    return undefined;
  }

  #read(): Memory | undefined {
    const bytes = readIfPossible(this.#file);
    const memory = bytes && (unpack(bytes) as Memory | undefined);
    return memory?.question === this.#question ? memory : undefined;
  }

  /** Whether no finding can tell of what changed at these absolute paths. */
  async #areSilent(paths: readonly string[], result: ScanResult, hashes: Hashes, witness: Witness): Promise<boolean> {
    const edits: { path: string; text: string; before: FileSummary }[] = [];
    for (const absolute of paths) {
      const path = relative(result.root, absolute).replaceAll(sep, "/");
      const hash = hashes[path];
      if (hash === undefined) return false;
      witness.saw(absolute);
      const source = readSource(absolute);
      if (!source.ok || source.lossy) return false;
      if (source.hash === hash) continue;
      const stored = storedIn(this.#options, path, hash) as SummaryParts | undefined;
      const before = stored && summaryOf(stored);
      if (!before || !mayChangeSilently(before, result)) return false;
      edits.push({ path, text: source.text, before });
    }
    for (const { path, text, before } of edits) {
      const after = JSON.parse(JSON.stringify(await analyseAlone(path, text))) as FileSummary;
      if (!isSilentEdit(before, after, result)) return false;
    }
    return true;
  }
}

function stampsOf({ paths, fields }: Memory): Stamps {
  // Copied, as numbers lie at multiples of their size.
  return { paths: fromJson(paths), fields: new Float64Array(new Uint8Array(fields).buffer) };
}

function bytesOf({ fields }: Stamps): Uint8Array {
  return new Uint8Array(fields.buffer);
}

function toJson(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

function fromJson<Value>(bytes: Uint8Array): Value {
  return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()) as Value;
}
