/** For people at a terminal: what, where, the code, the story, what can be done. */
import picocolors from "picocolors";
import type { Finding, Level, Place } from "../../rules/finding.ts";
import type { ConfigProblem } from "../engine/scan-result.ts";
import type { ReportContext } from "./report.ts";
import { printable, printableLines, widthOf } from "./text-width.ts";

type Colours = ReturnType<typeof picocolors.createColors>;

const MAX_REMARKS = 10;
const MAX_LINE = 160;

export function pretty(context: ReportContext): string {
  const colours = picocolors.createColors(context.colour);
  const { result, quiet } = context;
  const shown = quiet ? result.findings.filter(finding => finding.level === "error") : result.findings;
  const blocks = [
    ...result.configProblems.map(problem => problemBlock(problem, context, colours)),
    ...shown.map(finding => findingBlock(finding, context, colours)),
  ];
  const remarks = quiet ? [] : remarksOf(context, colours);
  return [...blocks.map(block => `${block}\n`), ...remarks, summaryOf(context, colours), ""].join("\n");
}

function findingBlock(finding: Finding, context: ReportContext, colours: Colours): string {
  const paint = painter(finding.level, colours);
  const steps = finding.related.map((one, index) => {
    const where = colours.dim(placeName(one));
    return `  ${colours.cyan(String(index + 1).padStart(2))}. ${printable(one.message)}  ${where}`;
  });
  const fixes = finding.fixes.map(
    fix => `   ${colours.green(fix.kind === "safe" ? "fix" : "suggestion")}: ${printable(fix.title)}`,
  );
  return [
    `${paint(finding.level)} ${colours.bold(printableLines(finding.message))}  ${colours.dim(finding.rule)}`,
    `  ${colours.dim("at")} ${placeName(finding)}`,
    ...codeFrame(context.textOf(finding.path), finding, colours, paint),
    ...steps,
    ...fixes,
  ].join("\n");
}

function problemBlock(problem: ConfigProblem, context: ReportContext, colours: Colours): string {
  const paint = painter(problem.level, colours);
  return [
    `${paint(problem.level)} ${colours.bold(printableLines(problem.message))}  ${colours.dim("configuration")}`,
    `  ${colours.dim("at")} ${placeName(problem)}`,
    ...codeFrame(context.textOf(problem.path), problem, colours, paint),
  ].join("\n");
}

/** The first line of the place, with carets below, and the lines around it. */
function codeFrame(
  text: string | undefined,
  place: Place,
  colours: Colours,
  paint: (text: string) => string,
): string[] {
  if (text === undefined) return [];
  const lines = text.split(/\r\n|[\r\n]/u);
  const first = Math.max(1, place.line - 1);
  const last = Math.min(lines.length, place.line + 1);
  const width = String(last).length;
  const frame: string[] = [];
  for (let number = first; number <= last; number++) {
    const source = printable(lines[number - 1] ?? "");
    frame.push(`  ${colours.dim(`${String(number).padStart(width)} │`)} ${source.slice(0, MAX_LINE)}`);
    if (number !== place.line || place.column > MAX_LINE) continue;
    const end = place.endLine === place.line ? place.endColumn : source.length + 1;
    const before = widthOf(source.slice(0, place.column - 1));
    const carets = Math.max(1, widthOf(source.slice(place.column - 1, Math.min(end - 1, MAX_LINE))));
    frame.push(`  ${colours.dim(`${" ".repeat(width)} │`)} ${" ".repeat(before)}${paint("^".repeat(carets))}`);
  }
  return frame;
}

function placeName(place: { path: string; line: number; column: number }): string {
  return printable(`${place.path}:${place.line}:${place.column}`);
}

function remarksOf({ result }: ReportContext, colours: Colours): string[] {
  const notes = result.notes.map(note => {
    const where = [note.path, note.rule].filter(Boolean).join(", ");
    return printable(`note: ${where}${where ? ": " : ""}${note.message}`);
  });
  const skips = result.skipped.map(one => printable(`skipped: ${one.path}, because ${one.because}`));
  const lines = [...firstOf(notes, "notes").map(colours.yellow), ...firstOf(skips, "skipped files").map(colours.dim)];
  return lines.length > 0 ? [...lines, ""] : [];
}

function firstOf(lines: readonly string[], noun: string): string[] {
  const more = lines.length - MAX_REMARKS;
  return more > 0
    ? [...lines.slice(0, MAX_REMARKS), `and ${more} more ${noun} (--format json lists them)`]
    : [...lines];
}

function summaryOf({ result }: ReportContext, colours: Colours): string {
  const count = (level: Level) => result.findings.filter(finding => finding.level === level).length;
  const [errors, warnings, advice] = [count("error"), count("warning"), count("advice")];
  const fixable = result.findings.filter(finding => finding.fixes.some(fix => fix.kind === "safe")).length;
  const files = new Set(result.findings.map(finding => finding.path)).size;
  const looked = `${plural(result.stats.files, "file")} checked`;
  const suppressed = result.suppressed.length > 0 ? `, ${result.suppressed.length} suppressed` : "";
  const about = `${suppressed}${baselineOf(result)}`;
  const cut = result.cancelled ? colours.yellow(" (cancelled before the end)") : "";
  if (result.findings.length === 0) return `${colours.green("No findings")}: ${looked}${about}.${cut}`;
  const parts = [
    colours.red(plural(errors, "error")),
    colours.yellow(plural(warnings, "warning")),
    ...(advice > 0 ? [colours.blue(`${advice} advice`)] : []),
  ];
  const fix = fixable > 0 ? ` ${plural(fixable, "finding")} can be fixed with --fix.` : "";
  return `${parts.join(", ")} in ${plural(files, "file")}; ${looked}${about}.${fix}${cut}`;
}

function baselineOf({ baseline }: ReportContext["result"]): string {
  if (baseline === undefined || baseline.entries === 0) return "";
  const gone = baseline.gone > 0 ? ` (${baseline.gone} of them gone: \`faultline baseline\` takes them out)` : "";
  return `, ${baseline.entries} in the baseline${gone}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function painter(level: Level, colours: Colours): (text: string) => string {
  return level === "error" ? colours.red : level === "warning" ? colours.yellow : colours.blue;
}
