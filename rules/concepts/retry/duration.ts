/** Durations as people read them: "250 ms", "1 min", "17 h 4 min", "6 d 2 h". Two units at most. */
import * as l10n from "@vscode/l10n";

export function durationText(ms: number): string {
  if (!Number.isFinite(ms)) return l10n.t("for ever");
  if (ms < 1000) return `${trim(ms)} ms`;
  const parts: [number, string][] = [
    [86_400_000, "d"],
    [3_600_000, "h"],
    [60_000, "min"],
    [1000, "s"],
  ];
  const index = parts.findIndex(([size]) => ms >= size);
  const [size, unit] = parts[index]!;
  if (unit === "s") return `${trim(ms / 1000)} s`;
  if (unit === "d" && ms >= 3_650 * size) return l10n.t("more than 10 years");
  const [nextSize, nextUnit] = parts[index + 1]!;
  const whole = Math.floor(ms / size);
  const rest = Math.floor((ms - whole * size) / nextSize);
  return rest > 0 ? `${whole} ${unit} ${rest} ${nextUnit}` : `${whole} ${unit}`;
}

function trim(value: number): string {
  return String(Math.round(value * 100) / 100);
}
