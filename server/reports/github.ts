import type { Level } from "../../rules/finding.ts";
import type { ReportContext } from "./report.ts";

const COMMAND: Record<Level, string> = { error: "error", warning: "warning", advice: "notice" };

/** Workflow commands that GitHub Actions shows as annotations on the changed lines. */
export function github({ result }: ReportContext): string {
  const findings = result.findings.map(finding => {
    const story = finding.related.map((one, index) => `${index + 1}. ${one.path}:${one.line}: ${one.message}`);
    return command(
      COMMAND[finding.level],
      finding,
      `faultline ${finding.rule}`,
      [finding.message, ...story].join("\n"),
    );
  });
  const problems = result.configProblems.map(one => command(one.level, one, "faultline configuration", one.message));
  return [...problems, ...findings].map(line => `${line}\n`).join("");
}

interface Annotated {
  path: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** GitHub shows columns only for annotations within one line. */
function command(kind: string, at: Annotated, title: string, message: string): string {
  const columns = at.line === at.endLine ? `,col=${at.column},endColumn=${at.endColumn}` : "";
  return `::${kind} file=${property(at.path)},line=${at.line},endLine=${at.endLine}${columns},title=${property(title)}::${data(message)}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
