/**
 * The baseline: findings that a team has seen and lives with for now. A file in the project names them by fingerprint, so that
 * an edit elsewhere or a renamed file brings none of them back; what is not in it is new.
 */
import * as l10n from "@vscode/l10n";
import { join } from "node:path";
import { readFileSync, writeFileSync } from "#machine/disk.ts";
import type { Finding } from "../../rules/finding.ts";
import type { Note } from "./scan-result.ts";
import { byCode } from "./workspace-files.ts";

export const BASELINE_NAME = "faultline.baseline.json";
const VERSION = 1;

export interface BaselineEntry {
  /** See `fingerprint.ts`. */
  fingerprint: string;
  rule: string;
  /** Where it was when the baseline was written, relative to the root. */
  path: string;
}

export class Baseline {
  readonly entries: readonly BaselineEntry[];
  readonly #byKey = new Map<string, BaselineEntry[]>();

  constructor(entries: readonly BaselineEntry[]) {
    this.entries = entries;
    for (const entry of entries) {
      const others = this.#byKey.get(keyOf(entry));
      if (others) others.push(entry);
      else this.#byKey.set(keyOf(entry), [entry]);
    }
  }

  /** What it holds of a finding: in the same file, or in some that are gone, which then were renamed. */
  entriesOf(finding: Finding, exists: (path: string) => boolean): BaselineEntry[] {
    const entries = this.#byKey.get(keyOf(finding)) ?? [];
    const own = entries.filter(({ path }) => path === finding.path);
    return own.length > 0 ? own : entries.filter(({ path }) => !exists(path));
  }
}

/** The baseline of a project; undefined where there is none. One that cannot be read is told and counts as none. */
export function readBaseline(root: string): { baseline?: Baseline; note?: Note } {
  const text = textOf(join(root, BASELINE_NAME));
  if (text === undefined) return {};
  const entries = entriesIn(text);
  if (entries) return { baseline: new Baseline(entries) };
  const message = l10n.t(
    "{0} is not a baseline, so every finding counts as new; `faultline baseline` writes it anew",
    BASELINE_NAME,
  );
  return { note: { kind: "baseline", path: BASELINE_NAME, message } };
}

/** Sorted and a line each, so that version control shows what came and went. Returns how many are in it. */
export function writeBaseline(root: string, findings: readonly Finding[]): number {
  const entries = findings
    .map(({ fingerprint, rule, path }): BaselineEntry => ({ fingerprint, rule, path }))
    .sort((a, b) => byCode(a.path, b.path) || byCode(a.rule, b.rule) || byCode(a.fingerprint, b.fingerprint));
  const lines = entries.map(entry => `    ${JSON.stringify(entry)}`).join(",\n");
  const list = entries.length === 0 ? "[]" : `[\n${lines}\n  ]`;
  writeFileSync(join(root, BASELINE_NAME), `{\n  "version": ${VERSION},\n  "findings": ${list}\n}\n`);
  return entries.length;
}

function keyOf({ rule, fingerprint }: Pick<BaselineEntry, "rule" | "fingerprint">): string {
  return `${rule}\0${fingerprint}`;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    return "";
  }
}

/** Undefined when it is none. */
function entriesIn(text: string): BaselineEntry[] | undefined {
  const parsed = parsedJson(text);
  if (typeof parsed !== "object" || parsed === null) return undefined;
  const { version, findings } = parsed as { version?: unknown; findings?: unknown };
  if (version !== VERSION || !Array.isArray(findings)) return undefined;
  return findings.every(isEntry) ? findings : undefined;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is BaselineEntry {
  if (typeof value !== "object" || value === null) return false;
  const { fingerprint, rule, path } = value as Partial<Record<keyof BaselineEntry, unknown>>;
  return [fingerprint, rule, path].every(one => typeof one === "string");
}
