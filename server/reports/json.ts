import { contractOf } from "./jsonl.ts";
import type { ReportContext } from "./report.ts";

/** Everything of one scan as one object; findings as in `jsonl`. Times are left out, so that equal scans give equal text. */
export function json({ result, version }: ReportContext): string {
  const { findings, known, baseline, suppressed, skipped, notes, configProblems, cancelled } = result;
  const report = {
    version,
    findings: findings.map(contractOf),
    known: known.map(contractOf),
    baseline,
    suppressed: suppressed.map(one => ({ ...contractOf(one), directive: one.directive })),
    skipped,
    notes,
    configProblems: configProblems.map(({ path, line, column, endLine, endColumn, code, level, message }) => ({
      path,
      line,
      column,
      endLine,
      endColumn,
      code,
      level,
      message,
    })),
    files: result.stats.files,
    cancelled,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
