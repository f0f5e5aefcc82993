/** What a platform starts by the clock: `crons` of vercel.json, `[triggers] crons` of wrangler's files. */
import type { ManifestRecord, ScheduleFact } from "../../project/summary.ts";
import { placeOf } from "./deployment.ts";
import { objectOf, readJson } from "./json-values.ts";

export function vercelCrons(text: string): Partial<ManifestRecord> {
  const crons = readJson(text)["crons"];
  const schedules = (Array.isArray(crons) ? crons : []).flatMap((entry): ScheduleFact[] => {
    const { path, schedule } = objectOf(entry);
    if (typeof path !== "string" || typeof schedule !== "string") return [];
    return [{ path, schedule, place: placeWhere(text, path) }];
  });
  return schedules.length > 0 ? { schedules } : {};
}

/**
 * The array is read as text: its form is the same in TOML and JSON, but for the comments, which are left out. An empty list:
 * the configuration starts the worker by no clock.
 */
export function wranglerCrons(text: string): Partial<ManifestRecord> {
  const bare = text.replace(/^[ \t]*(?:#|\/\/).*$/gmu, line => " ".repeat(line.length));
  const schedules = [...bare.matchAll(/\bcrons"?\s*[=:]\s*\[([^\]]*)(?:\]|$)/gu)].flatMap(found =>
    [...found[1]!.matchAll(/"([^"]+)"|'([^']+)'/gu)].map((one): ScheduleFact => {
      const start = found.index + found[0].indexOf(found[1]!) + one.index;
      return { schedule: (one[1] ?? one[2])!, place: placeOf(text, start, start + one[0].length) };
    }),
  );
  return { schedules };
}

function placeWhere(text: string, value: string): ScheduleFact["place"] {
  const start = Math.max(0, text.indexOf(`"${value}"`));
  return placeOf(text, start, Math.min(text.length, start + value.length + 2));
}
