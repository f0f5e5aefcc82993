/**
 * The last whole scan of a folder, on disk: it is given again while nothing changed that it was made of, and when what
 * changed are a few files of which no finding can tell.
 */
import * as l10n from "@vscode/l10n";
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { RuleDefinition } from "../../rules/define-rule.ts";
import type { FileSummary } from "../../rules/project/summary.ts";
import { cacheFolder, SummaryCache } from "./cache.ts";
import { loadAnalysis } from "./knowledge.ts";
import { hashOf, readSource } from "./read-source.ts";
import { replaceFile } from "./replace-file.ts";
import type { ScanResult } from "./scan-result.ts";
import { isSilentEdit } from "./silent-edit.ts";
import { summaryOf, type SummaryParts } from "./stored-summary.ts";
import { changedSince, type Stamps, Witness } from "./witness.ts";

/** With more changed files than this a scan is as fast. */
const MAX_CHANGED = 20;

export type RememberedRule = Pick<RuleDefinition<string, object>, "name" | "description" | "level"> & {
  family: string;
};

export interface Remembered {
  result: ScanResult;
  rules: RememberedRule[];
  /** Hash of the text of each file that takes part, by path; of an earlier text where it said the same. */
  hashes: Record<string, string>;
}

interface Memory extends Remembered {
  /** What was asked, of which program. */
  question: string;
  stamps: Stamps;
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
    this.#file = join(cacheFolder(root, folder), `scan-${hashOf(root)}.json`);
  }

  /** An unreadable memory is none. */
  async recall(): Promise<Remembered | undefined> {
    const memory = this.#read();
    const changed = memory && changedSince(memory.stamps);
    if (!memory || changed!.length === 0) return memory;
    const witness = new Witness();
    if (changed!.length > MAX_CHANGED || !(await this.#areSilent(changed!, memory, witness))) return undefined;
    const stamps = witness.stamps();
    if (stamps) this.keep(memory, { ...memory.stamps, ...stamps });
    return memory;
  }

  /** Returns the reason when it could not be written. */
  keep({ result, rules, hashes }: Remembered, stamps: Stamps): string | undefined {
    const memory: Memory = { question: this.#question, stamps, result, rules, hashes };
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      replaceFile(this.#file, sealed(JSON.stringify(memory)));
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? String(error);
      return l10n.t("The last scan cannot be kept ({0}): {1}", reason, this.#file);
    }
    return undefined;
  }

  #read(): Memory | undefined {
    const json = unsealed(this.#file);
    const memory = json === undefined ? undefined : (JSON.parse(json) as Memory);
    return memory?.question === this.#question ? memory : undefined;
  }

  /** Whether no finding can tell of what changed at these absolute paths. */
  async #areSilent(paths: readonly string[], { result, hashes }: Memory, witness: Witness): Promise<boolean> {
    const edits: { path: string; text: string; hash: string }[] = [];
    for (const absolute of paths) {
      const path = relative(result.root, absolute).replaceAll(sep, "/");
      const hash = hashes[path];
      if (hash === undefined) return false;
      witness.saw(absolute);
      const source = readSource(absolute);
      if (!source.ok || source.lossy) return false;
      if (source.hash !== hash) edits.push({ path, text: source.text, hash });
    }
    if (edits.length === 0) return true;
    const cache = new SummaryCache(this.#options);
    const analyse = await loadAnalysis();
    return edits.every(({ path, text, hash }) => {
      const before = cache.get(path, hash) as SummaryParts | undefined;
      const after = JSON.parse(JSON.stringify(analyse(path, text))) as FileSummary;
      return before !== undefined && isSilentEdit(summaryOf(before), after, result);
    });
  }
}

/** With its checksum before it. */
export function sealed(json: string): string {
  return `${hashOf(json)}\n${json}`;
}

/** Undefined for a file that is absent, unreadable or damaged. */
function unsealed(file: string): string | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return undefined;
  }
  const start = bytes.indexOf("\n") + 1;
  const content = bytes.subarray(start);
  return bytes.toString("latin1", 0, start) === `${hashOf(content)}\n` ? content.toString("utf8") : undefined;
}
