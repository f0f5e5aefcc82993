import { createHash } from "node:crypto";
import type { Level } from "../../rules/finding.ts";
import type { ReportContext } from "./report.ts";

const SEVERITY: Record<Level, string> = { error: "critical", warning: "major", advice: "info" };

/**
 * GitLab's Code Quality report: it is compared by fingerprint, so merge requests show what is new. GitLab takes one fingerprint
 * for one finding, and equal code in two files has the same, so the path is in it too.
 */
export function gitlab({ result }: ReportContext): string {
  const issues = result.findings.map(({ rule, level, path, line, endLine, message, fingerprint }) => ({
    description: message,
    check_name: rule,
    fingerprint: createHash("sha256").update(`${path}\0${fingerprint}`).digest("hex").slice(0, 32),
    severity: SEVERITY[level],
    location: { path, lines: { begin: line, end: endLine } },
  }));
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}
