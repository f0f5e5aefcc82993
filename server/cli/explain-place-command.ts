import * as l10n from "@vscode/l10n";
import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { Engine } from "../engine/engine.ts";
import type { PlacedSchedule, PlaceExplanation, Point } from "../engine/explain-place.ts";
import { levelName } from "../audit/words.ts";
import { scheduleText } from "../lsp/schedule-text.ts";
import { taskText } from "../lsp/task-text.ts";
import { UsageError } from "./usage-error.ts";

/** Prints what is known of `file:line` or `file:line:column`: findings, the attempts of a retry, the protection of a task's effects. */
export async function explainPlaceCommand(where: string, options: { root?: string; json?: boolean }): Promise<number> {
  const { file, point } = pointOf(where);
  const path = resolve(file);
  if (!existsSync(path)) throw new UsageError(l10n.t("there is no file {0}", file));
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
    throw new UsageError(l10n.t("--at must be file:line or file:line:column, not {0}", where));
  return { file, point: { line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) } };
}

function placeText(known: PlaceExplanation, point: Point): string {
  const { path, retries, around, tasks, concepts, findings } = known;
  const where = `${path}:${point.line}`;
  const protections = tasks.map(({ task }) => taskText(task, { kind: "plaintext" }));
  const found = findings.map(({ level, message, rule }) => `${levelName(level)}: ${message} (${rule})`);
  const others = concepts.length === 0 ? [] : [l10n.t("Recognised here: {0}.", concepts.join(", "))];
  const nothing =
    found.length + others.length === 0 ? [l10n.t("Nothing that any rule speaks of begins on this line.")] : [];
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
    return [l10n.t("No retry begins at {0}; it is repeated as a part of this one:", where), ...texts(around)];
  return [l10n.t("No retry at {0}.", where)];
}
