/** The baseline in force: what it holds is told apart from what is new. Read with the configuration, like it without asking. */
import { join } from "node:path";
import { BASELINE_NAME, readBaseline } from "./baseline.ts";
import type { CheckedFile } from "./file-checker.ts";
import type { BaselineTally, FileFindings, Note } from "./scan-result.ts";
import type { Witness } from "./witness.ts";

export interface KnownFindingsOptions {
  /** Absolute. */
  root: string;
  /** False: every finding counts as new. */
  isHonoured: boolean;
  /** Only these rules run. */
  only: readonly string[] | undefined;
  /** Whether a file takes part; `path` is relative to the root. */
  exists(path: string): boolean;
  witness: Witness | undefined;
}

export class KnownFindings {
  readonly #options: KnownFindingsOptions;
  #read: ReturnType<typeof readBaseline> | undefined;

  constructor(options: KnownFindingsOptions) {
    this.#options = options;
  }

  /** Forgets what was read, so that the next question reads again. */
  reload(): void {
    this.#read = undefined;
  }

  split({ unshown: _, ...found }: CheckedFile): FileFindings {
    const { baseline } = this.#current();
    if (baseline === undefined) return { ...found, known: [] };
    const isKnown = (finding: (typeof found.findings)[number]) =>
      baseline.entriesOf(finding, this.#options.exists).length > 0;
    const known = found.findings.filter(isKnown);
    return { ...found, findings: found.findings.filter(finding => !known.includes(finding)), known };
  }

  /** Counts the entries, and those that nothing was found for; unless all files were checked, of those files only. */
  tally(files: readonly CheckedFile[], areAll: boolean): BaselineTally | undefined {
    const { baseline } = this.#current();
    if (baseline === undefined) return undefined;
    const found = files.flatMap(({ findings, unshown }) => [...findings, ...unshown]);
    const met = new Set(found.flatMap(finding => baseline.entriesOf(finding, this.#options.exists)));
    const paths = new Set(files.map(({ path }) => path));
    const entries = baseline.entries.filter(
      ({ rule, path }) => (this.#options.only?.includes(rule) ?? true) && (areAll || paths.has(path)),
    );
    return { entries: entries.length, gone: entries.filter(entry => !met.has(entry)).length };
  }

  notes(): Note[] {
    const { note } = this.#current();
    return note ? [note] : [];
  }

  #current(): ReturnType<typeof readBaseline> {
    const { root, isHonoured, witness } = this.#options;
    if (!isHonoured) return {};
    if (this.#read === undefined) witness?.saw(join(root, BASELINE_NAME));
    return (this.#read ??= readBaseline(root));
  }
}
