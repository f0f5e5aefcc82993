import type { ScanResult } from "../engine/scan-result.ts";
import type { ReportedRule } from "../reports/report.ts";
import type { ChangeOptions } from "./changed-files.ts";

/** Options of `faultline scan` as commander gives them. */
export interface ScanOptions extends ChangeOptions {
  format: string;
  preset?: string;
  rule: string[];
  fix?: boolean;
  fixSuggestions?: boolean;
  dryRun?: boolean;
  diff?: boolean;
  baseline: boolean;
  config?: string;
  root?: string;
  cache: boolean;
  cacheLocation?: string;
  stats?: boolean;
  maxWarnings?: string;
  quiet?: boolean;
  outputFile?: string;
}

export function wantsFixes(options: ScanOptions): boolean {
  return Boolean(options.fix || options.fixSuggestions);
}

/** What is told of a scan, whether it was made now or is remembered. */
export interface Told {
  result: ScanResult;
  rules: readonly ReportedRule[];
  textOf(path: string): string | undefined;
  /** What fixes made of the files. */
  fixes?: { applied: string; diff: string };
  /** To be called when all is told. */
  end?(): void;
}
