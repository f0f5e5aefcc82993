import type { Finding } from "../../rules/finding.ts";
import type { ReportContext } from "./report.ts";

/** One finding a line. The keys and their order are a contract with other programs. */
export function jsonl({ result }: ReportContext): string {
  return result.findings.map(finding => `${JSON.stringify(contractOf(finding))}\n`).join("");
}

/** The part of a finding that other programs may rely on. */
export function contractOf(finding: Finding): object {
  const { rule, level, path, line, column, endLine, endColumn, message, fingerprint } = finding;
  const related = finding.related.map(one => ({
    path: one.path,
    line: one.line,
    column: one.column,
    message: one.message,
  }));
  const fixes = finding.fixes.map(({ title, kind }) => ({ title, kind }));
  return { rule, level, path, line, column, endLine, endColumn, message, related, fixes, fingerprint };
}
