import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { Engine } from "../engine/engine.ts";
import type { PlacedSchedule, PlaceExplanation, Point } from "../engine/explain-place.ts";
import { scheduleText } from "../lsp/schedule-text.ts";
import { taskText } from "../lsp/task-text.ts";
import { UsageError } from "./usage-error.ts";

/** Prints what is known of `file:line` or `file:line:column`: findings, the attempts of a retry, the protection of a task's effects. */
export async function explainPlaceCommand(where: string, options: { root?: string; json?: boolean }): Promise<number> {
  const { file, point } = pointOf(where);
  const path = resolve(file);
  if (!existsSync(path)) throw new UsageError(`there is no file ${file}`);
  const current = process.cwd();
  const root = resolve(options.root ?? (relative(current, path).startsWith("..") ? dirname(path) : current));
  const engine = new Engine({ root, preset: "audit" });
  await engine.scan({ paths: [path] });
  const known = engine.explainPlace(path, point);
  const text = options.json ? JSON.stringify(known, undefined, 2) : placeText(known, point);
  engine.saveCache();
  process.stdout.write(`${text}\n`);
  return 0;
}

function pointOf(where: string): { file: string; point: Point } {
  const [, file, line, column] = /^(.+?):(\d+)(?::(\d+))?$/u.exec(where) ?? [];
  if (file === undefined || Number(line) < 1)
    throw new UsageError(`--at must be file:line or file:line:column, not ${where}`);
  return { file, point: { line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) } };
}

function placeText(known: PlaceExplanation, point: Point): string {
  const { path, retries, around, tasks, concepts, findings } = known;
  const where = `${path}:${point.line}`;
  const protections = tasks.map(({ task }) => taskText(task, { kind: "plaintext" }));
  const found = findings.map(({ level, message, rule }) => `${level}: ${message} (${rule})`);
  const others = concepts.length === 0 ? [] : [`Recognised here: ${concepts.join(", ")}.`];
  const nothing = found.length + others.length === 0 ? ["Nothing that any rule speaks of begins on this line."] : [];
  if (protections.length > 0)
    return [...protections, ...(retries.length > 0 ? schedules(where, retries, around) : []), ...found].join("\n\n");
  return [...schedules(where, retries, around), ...found, ...others, ...nothing].join("\n\n");
}

function schedules(where: string, retries: PlacedSchedule[], around: PlacedSchedule[]): string[] {
  const texts = (placed: PlacedSchedule[]) => [
    ...new Set(placed.map(({ schedule }) => scheduleText(schedule, { kind: "plaintext" }))),
  ];
  if (retries.length > 0) return texts(retries);
  if (around.length > 0)
    return [`No retry begins at ${where}; it is repeated as a part of this one:`, ...texts(around)];
  return [`No retry at ${where}.`];
}
