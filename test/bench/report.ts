/** The outcome of one run of the benchmark as data, as a Markdown table and as the file BENCHMARKS.md. */
import { cpus, totalmem } from "node:os";
import { markdownTable } from "markdown-table";

export interface Machine {
  node: string;
  cores: number;
  cpu: string;
  memoryGb: number;
}

/** Medians of whole processes, start-up included. */
export interface ScanRow {
  contender: string;
  does: string;
  what: "cold" | "warm" | "one file changed";
  ms: number;
  peakMb?: number;
  /** How often it ran. */
  runs: number;
}

/** One question to the language server. */
export interface ServerRow {
  what: string;
  p50: number;
  p95: number;
  p99: number;
  samples: number;
}

export interface BenchResult {
  workspace: string;
  files: number;
  lines: number;
  megabytes: number;
  machine: Machine;
  scans: ScanRow[];
  server: ServerRow[];
  serverPeakMb?: number;
}

export function thisMachine(): Machine {
  const all = cpus();
  return {
    node: process.version,
    cores: all.length,
    cpu: all[0]?.model ?? "unknown",
    memoryGb: Math.round(totalmem() / 2 ** 30),
  };
}

export function tables(result: BenchResult): string {
  const reference = result.scans.find(row => row.contender === "oxlint" && row.what === "cold");
  const ratio = (ms: number) => (reference ? `${(ms / reference.ms).toFixed(2)} ×` : "–");
  const scans = result.scans.map(row => [
    row.contender,
    row.does,
    row.what,
    seconds(row.ms),
    ratio(row.ms),
    row.peakMb === undefined ? "–" : `${Math.round(row.peakMb)} MB`,
  ]);
  const server = result.server.map(row => [
    row.what,
    milliseconds(row.p50),
    milliseconds(row.p95),
    milliseconds(row.p99),
    String(row.samples),
  ]);
  const parts = [
    markdownTable([["program", "what it does", "run", "median", "against oxlint", "peak memory"], ...scans], {
      align: ["l", "l", "l", "r", "r", "r"],
    }),
  ];
  if (server.length > 0)
    parts.push(
      markdownTable([["language server", "p50", "p95", "p99", "samples"], ...server], {
        align: ["l", "r", "r", "r", "r"],
      }),
    );
  if (result.serverPeakMb !== undefined)
    parts.push(`Peak memory of the server: ${Math.round(result.serverPeakMb)} MB.`);
  return parts.join("\n\n");
}

export function title({ workspace, files, lines, megabytes, machine }: BenchResult): string {
  return (
    `${workspace}: ${files.toLocaleString("en")} files, ${lines.toLocaleString("en")} lines, ${megabytes.toFixed(1)} MB; ` +
    `${machine.cores} cores (${machine.cpu}), ${machine.memoryGb} GB, Node ${machine.node}`
  );
}

export function benchmarksDocument(results: readonly BenchResult[]): string {
  const sections = results.map(result => `## ${title(result)}\n\n${tables(result)}\n`);
  return `# Benchmarks

<!-- Written by \`npm run bench -- --write\`; not edited by hand. -->

Whole processes, start-up included, run in alternation in one go; medians. The peers do other work than Faultline: they are
here because everyone knows how fast they feel. \`npm run bench -- <folder>\` measures any project on any machine.

${sections.join("\n")}`;
}

function seconds(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(2)} s`;
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(1)} ms`;
}
