/** Retries in words: "3 times every 180 s". */
import { durationText } from "../retry/duration.ts";

export function timesText(retries: number | undefined, delaySeconds: number | undefined): string | undefined {
  const times = retries === undefined ? undefined : retries === 1 ? "once" : `${retries} times`;
  const every = delaySeconds === undefined ? undefined : `every ${seconds(delaySeconds)}`;
  return times === undefined ? every : every === undefined ? times : `${times} ${every}`;
}

export function seconds(value: number): string {
  return value <= 300 || value % 60 !== 0 ? `${Math.round(value * 100) / 100} s` : durationText(value * 1000);
}

export const countOf = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;

export const secondsOf = (value: unknown): number | undefined =>
  typeof value === "number" && value >= 0 ? value : undefined;
