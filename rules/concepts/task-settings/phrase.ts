/** Retries in words: "3 times every 180 s". */
import * as l10n from "@vscode/l10n";
import { durationText } from "../retry/duration.ts";

export function timesText(retries: number | undefined, delaySeconds: number | undefined): string | undefined {
  const times = retries === undefined ? undefined : retries === 1 ? l10n.t("once") : l10n.t("{0} times", retries);
  const every = delaySeconds === undefined ? undefined : l10n.t("every {0}", seconds(delaySeconds));
  return times === undefined ? every : every === undefined ? times : `${times} ${every}`;
}

export function seconds(value: number): string {
  return value <= 300 || value % 60 !== 0 ? `${Math.round(value * 100) / 100} s` : durationText(value * 1000);
}

export const countOf = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;

export const secondsOf = (value: unknown): number | undefined =>
  typeof value === "number" && value >= 0 ? value : undefined;
