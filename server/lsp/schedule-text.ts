/** The timetable of a retry for people: a Markdown table with a bar for each attempt, or the same in columns. */
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

function titleOf({ name, isFormula, attempts, total }: RetrySchedule): string {
  if (isFormula) return `${name} computes when attempts follow each other${waitedText(total)}`;
  if (attempts.is === "endless") return `${name} is tried again without end: ${attempts.why}`;
  if (attempts.is === "until") return `${name} is tried again until ${durationText(attempts.ms)} have passed`;
  if (attempts.is === "unknown") return `${name} is tried again, how often is not known here`;
  if (attempts.count === 1) return `${name} is tried once`;
  const times = `${name} is tried ${attempts.atMost ? "at most " : ""}${attempts.count} times`;
  return times + waitedText(total);
}

function waitedText(total: DelayRange | undefined): string {
  return total === undefined ? "" : `, waiting ${rangeText(total)} in all`;
}

/** "1 s", "up to 4 s", "2 s – 4 s". */
function rangeText({ lowMs, highMs }: DelayRange): string {
  if (lowMs === highMs) return highMs === 0 ? "nothing" : durationText(highMs);
  return lowMs === 0 ? `up to ${durationText(highMs)}` : `${durationText(lowMs)} – ${durationText(highMs)}`;
}

const HEADS = ["attempt", "wait before it", "since the first"];

function cellsOf({ attempt, wait, since }: ScheduleStep): string[] {
  return [String(attempt), rangeText(wait), rangeText(since)];
}

function markdownTable(schedule: RetrySchedule): string {
  const rows = rowsOf(schedule).map(({ cells, bar }) => `| ${[...cells, bar && `\`${bar}\``].join(" | ")} |`);
  return [`| ${HEADS.join(" | ")} | |`, "| --: | --: | --: | :-- |", ...rows].join("\n");
}

function plainTable(schedule: RetrySchedule): string {
  const rows = rowsOf(schedule);
  const widths = HEADS.map((head, column) => Math.max(head.length, ...rows.map(row => row.cells[column]!.length)));
  const line = (cells: readonly string[], bar: string) =>
    [...cells.map((cell, column) => cell.padStart(widths[column]!)), bar].join("  ").trimEnd();
  return [line(HEADS, ""), ...rows.map(({ cells, bar }) => line(cells, bar))].join("\n");
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
    ...(installed === undefined ? [] : [`The project has ${installed}.`]),
    ...(steps.length > 0 && !isTimed ? ["Nothing is waited: the next attempt follows at once."] : []),
    ...(isTimed && !jitter ? ["No jitter: what failed together comes back together."] : []),
    ...(idle === undefined ? [] : [`After the last attempt it waits once more, ${rangeText(idle)}, for nothing.`]),
    ...(on === undefined || isOnce ? [] : [`Tried again after ${on}.`]),
    ...(afterLast === undefined || attempts.is === "endless" ? [] : [`After the last attempt ${afterLast}.`]),
  ];
}

const WHAT: Record<ScheduleFact["of"], string> = { attempts: "Attempts", deadline: "Deadline", delay: "Delay" };

function factText(fact: ScheduleFact, schedule: RetrySchedule, { kind, linkTo }: ScheduleContext): string {
  const { place } = fact;
  const where = `${place.path}:${place.line}`;
  const link = linkTo && kind === "markdown" ? `[${where}](${linkTo(place)})` : where;
  const text = fact.isCode ? `\`${fact.text}\`` : fact.text;
  const unknown = fact.of === "delay" && schedule.steps.length === 0 ? ", whose value is not known here" : "";
  const source = fact.source === undefined ? "" : ` (${fact.source})`;
  return `${WHAT[fact.of]}: ${text}${unknown}, ${link}${source}.`;
}
