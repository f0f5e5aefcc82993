import type { Level } from "../../rules/finding.ts";
import type { ReportContext } from "./report.ts";

const SEVERITY: Record<Level, string> = { error: "critical", warning: "major", advice: "info" };

/** GitLab's Code Quality report: it is compared by fingerprint, so merge requests show what is new. */
export function gitlab({ result }: ReportContext): string {
  const issues = result.findings.map(({ rule, level, path, line, endLine, message, fingerprint }) => ({
    description: message,
    check_name: rule,
    fingerprint,
    severity: SEVERITY[level],
    location: { path, lines: { begin: line, end: endLine } },
  }));
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}
