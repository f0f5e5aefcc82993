import type { ReportContext } from "./report.ts";
import { printable } from "./text-width.ts";

/**
 * For programs that read and edit code: one finding a paragraph, nothing twice, no decoration, at most what is needed to
 * understand and mend it.
 */
export function agent({ result }: ReportContext): string {
  const problems = result.configProblems.map(
    one => `${printable(one.path)}:${one.line}:${one.column} config ${oneLine(one.message)}`,
  );
  const findings = result.findings.map(({ path, line, column, level, rule, message, related, fixes }) =>
    [
      `${printable(path)}:${line}:${column} ${level} ${rule}: ${oneLine(message)}`,
      ...related.map(one => `  ${one.path === path ? "" : printable(one.path)}:${one.line} ${oneLine(one.message)}`),
      ...fixes.slice(0, 1).map(fix => `  fix (${fix.kind}): ${oneLine(fix.title)}`),
    ].join("\n"),
  );
  const notes = result.notes.map(one => `note ${printable(one.path ?? "")} ${oneLine(one.message)}`);
  return [...problems, ...findings, ...notes].map(text => `${text}\n`).join("");
}

function oneLine(text: string): string {
  return printable(text.replaceAll(/\s+/gu, " ").trim());
}
