/** The timetable of a retry for people: a Markdown table with a bar for each attempt, or the same in columns. */
import * as l10n from "@vscode/l10n";
import {
  type DelayRange,
  durationText,
  type RetrySchedule,
  type ScheduleFact,
  type ScheduleStep,
} from "../engine/explain-place.ts";

export interface ScheduleContext {
  kind: "markdown" | "plaintext";
  /** Address of a place, for a link; without one the place is named. */
  linkTo?: (place: ScheduleFact["place"]) => string;
}

const BAR = 10;

export function scheduleText(schedule: RetrySchedule, context: ScheduleContext): string {
  const markdown = context.kind === "markdown";
  const code = (text: string) => (markdown ? text : text.replaceAll("`", ""));
  const title = code(titleOf(schedule).replace(/^[a-z]/u, first => first.toUpperCase()));
  const parts = [
    markdown ? `**${title}**` : title,
    ...(schedule.steps.length === 0 ? [] : [markdown ? markdownTable(schedule) : plainTable(schedule)]),
    notesOf(schedule, context)
      .map(note => `- ${code(note)}`)
      .join("\n"),
  ];
  return parts.filter(part => part !== "").join("\n\n");
}

function titleOf(schedule: RetrySchedule): string {
  const { name, isFormula, attempts, total } = schedule;
  const waited = total && rangeText(total);
  if (isFormula)
    return waited === undefined
      ? l10n.t("{0} computes when attempts follow each other", name)
      : l10n.t("{0} computes when attempts follow each other, waiting {1} in all", name, waited);
  switch (attempts.is) {
    case "endless":
      return l10n.t("{0} is tried again without end: {1}", name, attempts.why);
    case "until":
      return l10n.t("{0} is tried again until {1} have passed", name, durationText(attempts.ms));
    case "unknown":
      return l10n.t("{0} is tried again, how often is not known here", name);
    case "known":
      return attempts.count === 1 ? l10n.t("{0} is tried once", name) : timesText(name, attempts, waited);
  }
}

function timesText(
  name: string,
  { count, atMost }: { count: number; atMost: boolean },
  waited: string | undefined,
): string {
  if (waited === undefined)
    return atMost
      ? l10n.t("{0} is tried at most {1} times", name, count)
      : l10n.t("{0} is tried {1} times", name, count);
  return atMost
    ? l10n.t("{0} is tried at most {1} times, waiting {2} in all", name, count, waited)
    : l10n.t("{0} is tried {1} times, waiting {2} in all", name, count, waited);
}

/** "1 s", "up to 4 s", "2 s – 4 s". */
function rangeText({ lowMs, highMs }: DelayRange): string {
  if (lowMs === highMs) return highMs === 0 ? l10n.t("nothing") : durationText(highMs);
  return lowMs === 0 ? l10n.t("up to {0}", durationText(highMs)) : `${durationText(lowMs)} – ${durationText(highMs)}`;
}

function heads(): string[] {
  return [l10n.t("attempt"), l10n.t("wait before it"), l10n.t("since the first")];
}

function cellsOf({ attempt, wait, since }: ScheduleStep): string[] {
  return [String(attempt), rangeText(wait), rangeText(since)];
}

function markdownTable(schedule: RetrySchedule): string {
  const rows = rowsOf(schedule).map(({ cells, bar }) => `| ${[...cells, bar && `\`${bar}\``].join(" | ")} |`);
  return [`| ${heads().join(" | ")} | |`, "| --: | --: | --: | :-- |", ...rows].join("\n");
}

function plainTable(schedule: RetrySchedule): string {
  const rows = rowsOf(schedule);
  const head = heads();
  const widths = head.map((text, column) => Math.max(text.length, ...rows.map(row => row.cells[column]!.length)));
  const line = (cells: readonly string[], bar: string) =>
    [...cells.map((cell, column) => cell.padStart(widths[column]!)), bar].join("  ").trimEnd();
  return [line(head, ""), ...rows.map(({ cells, bar }) => line(cells, bar))].join("\n");
}

/** The first attempt, the retries, and dots where some are left out or the rest goes on for ever. */
function rowsOf({ steps, attempts }: RetrySchedule): { cells: string[]; bar: string }[] {
  const longest = Math.max(...steps.map(step => step.wait.highMs));
  const gap = { cells: ["…", "", ""], bar: "" };
  const rows = steps.flatMap((step, index) => {
    const before = steps[index - 1]?.attempt ?? 1;
    const row = { cells: cellsOf(step), bar: barOf(step.wait, longest) };
    return step.attempt === before + 1 ? [row] : [gap, row];
  });
  const first = { cells: ["1", "", ""], bar: "" };
  return [first, ...rows, ...(attempts.is === "known" ? [] : [gap])];
}

/** The part that is always waited is solid, the part that chance decides is grey. */
function barOf({ lowMs, highMs }: DelayRange, longest: number): string {
  if (longest === 0) return "";
  const share = (ms: number) => (ms === 0 ? 0 : Math.max(1, Math.round((ms / longest) * BAR)));
  const solid = lowMs === highMs ? share(highMs) : Math.min(share(lowMs), share(highMs));
  const grey = share(highMs) - solid;
  return "█".repeat(solid) + "▒".repeat(grey) + "░".repeat(BAR - solid - grey);
}

function notesOf(schedule: RetrySchedule, context: ScheduleContext): string[] {
  const { facts, attempts, steps, jitter, afterLast, on, idle, installed } = schedule;
  const isOnce = attempts.is === "known" && attempts.count === 1;
  const isTimed = steps.some(step => step.wait.highMs > 0);
  return [
    ...facts.map(fact => factText(fact, schedule, context)),
    ...(installed === undefined ? [] : [l10n.t("The project has {0}.", installed)]),
    ...(steps.length > 0 && !isTimed ? [l10n.t("Nothing is waited: the next attempt follows at once.")] : []),
    ...(isTimed && !jitter ? [l10n.t("No jitter: what failed together comes back together.")] : []),
    ...(idle === undefined
      ? []
      : [l10n.t("After the last attempt it waits once more, {0}, for nothing.", rangeText(idle))]),
    ...(on === undefined || isOnce ? [] : [l10n.t("Tried again after {0}.", on)]),
    ...(afterLast === undefined || attempts.is === "endless" ? [] : [l10n.t("After the last attempt {0}.", afterLast)]),
  ];
}

function factText(fact: ScheduleFact, schedule: RetrySchedule, { kind, linkTo }: ScheduleContext): string {
  const { place } = fact;
  const where = `${place.path}:${place.line}`;
  const link = linkTo && kind === "markdown" ? `[${where}](${linkTo(place)})` : where;
  const code = fact.isCode ? `\`${fact.text}\`` : fact.text;
  const isUnknown = fact.of === "delay" && schedule.steps.length === 0;
  const text = isUnknown ? l10n.t("{0}, whose value is not known here", code) : code;
  const source = fact.source === undefined ? "" : ` (${fact.source})`;
  return `${factName(fact.of)}: ${text}, ${link}${source}.`;
}

function factName(of: ScheduleFact["of"]): string {
  switch (of) {
    case "attempts":
      return l10n.t("Attempts");
    case "deadline":
      return l10n.t("Deadline");
    case "delay":
      return l10n.t("Delay");
  }
}
