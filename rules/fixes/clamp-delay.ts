import * as l10n from "@vscode/l10n";
import type { ServerDelay } from "../concepts/server-delay/index.ts";
import type { Fix } from "../finding.ts";
import type { LanguageId } from "../ir/nodes.ts";

const FLOOR_MS = 1_000;

/**
 * Holds a delay that a server dictates between a second and a cap, in its own unit; what is no number becomes the second.
 * In Python a date raises where it is read, not where it is waited for: there a bound mends nothing.
 */
export function clampDelay(delay: ServerDelay, capMs: number, language: LanguageId, text: string): Fix[] {
  const { server, value } = delay;
  const python = language === "python";
  if (!server || !delay.cappable || (python && server.date === "lost")) return [];
  const [floor, cap] = [FLOOR_MS, capMs].map(ms => amount(ms, delay.unit));
  const written = text.slice(value.start, value.end);
  const title = l10n.t("Wait no longer than {0} s", capMs / 1_000);
  if (python) {
    const given = `min(max(${written}, ${floor}), ${cap})`;
    return [{ title, kind: "suggestion", edits: [{ start: value.start, end: value.end, text: given }] }];
  }
  const number = server.date === "lost" ? `(${written}) || ${floor}` : written;
  const given = `Math.min(Math.max(${number}, ${floor}), ${cap})`;
  return [{ title, kind: "suggestion", edits: [{ start: value.start, end: value.end, text: given }] }];
}

function amount(ms: number, unit: "ms" | "s"): string {
  return unit === "s" ? String(ms / 1_000) : String(ms).replace(/\B(?=(\d{3}){1,9}$)/gu, "_");
}
