import type { ScanResult } from "../engine/scan-result.ts";
import type { SqlCoverage } from "../engine/sql-coverage.ts";

/** Where the time of a scan went and how much SQL was understood, for `--stats`. */
export function statsText({ stats }: ScanResult, sql: SqlCoverage): string {
  const phases = Object.entries(stats.ms).map(([phase, ms]) => `  ${phase.padEnd(12)}${ms.toFixed(0).padStart(8)} ms`);
  const total = Object.values(stats.ms).reduce((sum, ms) => sum + ms, 0);
  const rules = Object.entries(stats.ruleMs).sort((a, b) => b[1] - a[1]);
  return [
    `${stats.files} files: ${stats.parsed} analysed, ${stats.cached} from the cache, ${stats.skipped} skipped`,
    ...phases,
    `  ${"total".padEnd(12)}${total.toFixed(0).padStart(8)} ms, ${(process.memoryUsage().rss / 1024 / 1024).toFixed(0)} MB`,
    ...sqlText(sql),
    ...stats.slow.map(({ path, part, ms }) => `  took ${ms.toFixed(0)} ms in ${path}: ${part}`),
    ...rules.map(([rule, ms]) => `  ${rule.padEnd(32)}${ms.toFixed(1).padStart(8)} ms`),
    "",
  ].join("\n");
}

function sqlText({ statements, unread, files, first, dialects }: SqlCoverage): string[] {
  const others = Object.entries(dialects).map(([dialect, count]) => `${count} in ${NAMES[dialect] ?? dialect}`);
  if (statements === 0) return others.length > 0 ? [`SQL: ${others.join(", ")}`] : [];
  const understood = statements - unread;
  // A share is rounded down: one statement that was not understood never makes 100 %.
  const share = Math.floor((10_000 * understood) / statements) / 100;
  const head = `SQL: ${statements} statements in ${files} ${files === 1 ? "file" : "files"}, ${understood} understood (${share} %)`;
  const missed = first ? [`first unread: ${first.path}:${first.line} ${first.reason}`] : [];
  return [[head, ...missed, ...others].join(", ")];
}

const NAMES: Readonly<Record<string, string>> = {
  sqlite: "SQLite's dialect",
  mysql: "MySQL's dialect",
  tsql: "SQL Server's dialect",
  oracle: "Oracle's dialect",
  template: "a template language",
};
