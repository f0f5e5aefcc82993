import type { ScanResult } from "../engine/scan-result.ts";

/** Where the time of a scan went, for `--stats`. */
export function statsText({ stats }: ScanResult): string {
  const phases = Object.entries(stats.ms).map(([phase, ms]) => `  ${phase.padEnd(12)}${ms.toFixed(0).padStart(8)} ms`);
  const total = Object.values(stats.ms).reduce((sum, ms) => sum + ms, 0);
  const rules = Object.entries(stats.ruleMs).sort((a, b) => b[1] - a[1]);
  return [
    `${stats.files} files: ${stats.parsed} analysed, ${stats.cached} from the cache, ${stats.skipped} skipped`,
    ...phases,
    `  ${"total".padEnd(12)}${total.toFixed(0).padStart(8)} ms, ${(process.memoryUsage().rss / 1024 / 1024).toFixed(0)} MB`,
    ...rules.map(([rule, ms]) => `  ${rule.padEnd(32)}${ms.toFixed(1).padStart(8)} ms`),
    "",
  ].join("\n");
}
