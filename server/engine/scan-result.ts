import type { SlowPart } from "./budget.ts";
import type { FilePlace, Finding, Fix } from "../../rules/finding.ts";

/** Something the engine could not do for one file; never shown as a finding. */
export interface Note {
  kind: "rule-crash" | "analysis-crash" | "encoding" | "worker" | "cache" | "baseline";
  message: string;
  path?: string;
  /** Rule id of a crash. */
  rule?: string;
}

export interface SkippedFile {
  path: string;
  /** Completes the sentence "skipped, because …". */
  because: string;
}

export interface SuppressedFinding extends Finding {
  /** `until` is an ISO date, after which the directive suppresses nothing. */
  directive: { line: number; reason?: string; until?: string };
}

/** Everything the engine says of one file, in source order. */
export interface FileFindings {
  path: string;
  /** Without those that are known. */
  findings: Finding[];
  /** Those that are in the baseline. */
  known: Finding[];
  suppressed: SuppressedFinding[];
  notes: Note[];
}

/** A fault in a configuration file. `path` is relative to the root and may begin with `../`. */
export interface ConfigProblem extends FilePlace {
  code:
    "invalid-json" | "unknown-key" | "wrong-type" | "unknown-rule" | "extends-missing" | "extends-cycle" | "unreadable";
  level: "error" | "warning";
  message: string;
  fixes: Fix[];
}

/** Of the baseline, as far as what was scanned can tell. */
export interface BaselineTally {
  entries: number;
  /** Entries of which nothing is found any more. */
  gone: number;
}

export type Phase = "discover" | "summarise" | "link" | "check";

/** `total` is 0 while it is not known. */
export interface Progress {
  phase: Phase;
  done: number;
  total: number;
}

export interface ScanStats {
  /** Files that take part: discovered and not skipped. */
  files: number;
  parsed: number;
  cached: number;
  skipped: number;
  /** Wall-clock milliseconds per phase. */
  ms: Record<Phase, number>;
  /** Milliseconds per rule, summed over files. */
  ruleMs: Record<string, number>;
  /** What took longer than its budget with one file, longest first. */
  slow: SlowPart[];
}

export interface ScanResult {
  /** Absolute path that all others are relative to. */
  root: string;
  /** Sorted by path, then place, then rule; without those that are known. */
  findings: Finding[];
  /** Those that are in the baseline, in the same order. */
  known: Finding[];
  /** Undefined without a baseline. */
  baseline?: BaselineTally | undefined;
  suppressed: SuppressedFinding[];
  skipped: SkippedFile[];
  notes: Note[];
  configProblems: ConfigProblem[];
  stats: ScanStats;
  /** The signal was aborted: findings are those of the files checked so far. */
  cancelled: boolean;
}

export interface RuleState {
  rule: string;
  state: "on" | "off";
  /** What decided: "preset recommended", "faultline.json", "not for this language". */
  because: string;
}

/** Why a file has the findings that it has. */
export interface FileExplanation {
  path: string;
  language: string | undefined;
  /** Why the file takes no part, when it does not. */
  ignored?: string;
  /** Configuration files in force, nearest first. */
  configFiles: string[];
  preset: string;
  rules: RuleState[];
  concepts: { type: string; line: number }[];
  directives: number;
  findings: number;
  /** In the baseline. */
  known: number;
  suppressed: number;
  ms: { analyse: number; check: number };
  /** What took longer than its budget, longest first. */
  slow: SlowPart[];
}
