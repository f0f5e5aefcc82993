/** For people at a terminal: what, where, the code, the story, what can be done. */
import * as l10n from "@vscode/l10n";
import picocolors from "picocolors";
import { type Finding, type Level, LEVELS, type Place } from "../../rules/finding.ts";
import { countText, levelName } from "../audit/words.ts";
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
    fix => `   ${colours.green(fix.kind === "safe" ? l10n.t("fix") : l10n.t("suggestion"))}: ${printable(fix.title)}`,
  );
  return [
    `${paint(levelName(finding.level))} ${colours.bold(printableLines(finding.message))}  ${colours.dim(finding.rule)}`,
    `  ${colours.dim(l10n.t("at"))} ${placeName(finding)}`,
    ...codeFrame(context.textOf(finding.path), finding, colours, paint),
    ...steps,
    ...fixes,
  ].join("\n");
}

function problemBlock(problem: ConfigProblem, context: ReportContext, colours: Colours): string {
  const paint = painter(problem.level, colours);
  return [
    `${paint(levelName(problem.level))} ${colours.bold(printableLines(problem.message))}  ${colours.dim(l10n.t("configuration"))}`,
    `  ${colours.dim(l10n.t("at"))} ${placeName(problem)}`,
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
    return printable(l10n.t("note: {0}", where ? `${where}: ${note.message}` : note.message));
  });
  const skips = result.skipped.map(one => printable(l10n.t("skipped: {0}, because {1}", one.path, one.because)));
  const lines = [...firstOf(notes, moreNotes).map(colours.yellow), ...firstOf(skips, moreSkips).map(colours.dim)];
  return lines.length > 0 ? [...lines, ""] : [];
}

function firstOf(lines: readonly string[], moreText: (count: number) => string): string[] {
  const more = lines.length - MAX_REMARKS;
  return more > 0 ? [...lines.slice(0, MAX_REMARKS), moreText(more)] : [...lines];
}

function moreNotes(count: number): string {
  return l10n.t("and {0} more notes (--format json lists them)", count);
}

function moreSkips(count: number): string {
  return l10n.t("and {0} more skipped files (--format json lists them)", count);
}

function summaryOf({ result }: ReportContext, colours: Colours): string {
  const count = (level: Level) => result.findings.filter(finding => finding.level === level).length;
  const [errors = 0, warnings = 0, advice = 0] = LEVELS.map(count);
  const files = new Set(result.findings.map(finding => finding.path)).size;
  const looked = lookedText(result);
  const cut = result.cancelled ? ` ${colours.yellow(l10n.t("(cancelled before the end)"))}` : "";
  if (result.findings.length === 0) return `${colours.green(l10n.t("No findings"))}: ${looked}.${cut}`;
  const counts = [
    colours.red(countText(errors, "error")),
    colours.yellow(countText(warnings, "warning")),
    ...(advice > 0 ? [colours.blue(countText(advice, "advice"))] : []),
  ].join(", ");
  const found = files === 1 ? l10n.t("{0} in 1 file", counts) : l10n.t("{0} in {1} files", counts, files);
  return `${found}; ${looked}.${fixableText(result)}${cut}`;
}

function lookedText({ stats, suppressed, baseline }: ReportContext["result"]): string {
  return [
    stats.files === 1 ? l10n.t("1 file checked") : l10n.t("{0} files checked", stats.files),
    ...(suppressed.length > 0 ? [l10n.t("{0} suppressed", suppressed.length)] : []),
    ...(baseline === undefined || baseline.entries === 0 ? [] : [baselineText(baseline)]),
  ].join(", ");
}

function baselineText({ entries, gone }: NonNullable<ReportContext["result"]["baseline"]>): string {
  return gone > 0
    ? l10n.t("{0} in the baseline ({1} of them gone: `faultline baseline` takes them out)", entries, gone)
    : l10n.t("{0} in the baseline", entries);
}

function fixableText({ findings }: ReportContext["result"]): string {
  const fixable = findings.filter(finding => finding.fixes.some(fix => fix.kind === "safe")).length;
  if (fixable === 0) return "";
  const told =
    fixable === 1
      ? l10n.t("1 finding can be fixed with --fix.")
      : l10n.t("{0} findings can be fixed with --fix.", fixable);
  return ` ${told}`;
}

function painter(level: Level, colours: Colours): (text: string) => string {
  return level === "error" ? colours.red : level === "warning" ? colours.yellow : colours.blue;
}
