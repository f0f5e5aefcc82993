/** Runs a program and says how long it took and how much memory it held at most. */
import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";

export interface Command {
  file: string;
  args: string[];
  cwd: string;
  env?: Record<string, string>;
}

export interface Run {
  /** Wall clock, from the start of the process to its end. */
  ms: number;
  /** Highest sum of resident memory of the process and its children, in MB; undefined where the system does not say. */
  peakMb: number | undefined;
  /** Its exit code; linters give 1 when they find something. */
  code: number | null;
}

const SAMPLE_MS = 10;

/** Throws when the program cannot be started or dies of a signal. */
export function run({ file, args, cwd, env }: Command): Promise<Run> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "pipe"] });
    let errors = "";
    let peakKb: number | undefined;
    child.stderr.on("data", (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-2_000)));
    const sampler = setInterval(() => {
      const now = child.pid === undefined ? undefined : residentKb(child.pid);
      if (now !== undefined) peakKb = Math.max(peakKb ?? 0, now);
    }, SAMPLE_MS);
    child.on("error", error => {
      clearInterval(sampler);
      reject(error);
    });
    child.on("close", (code, signal) => {
      clearInterval(sampler);
      const ms = performance.now() - start;
      if (signal !== null || (code !== 0 && code !== 1))
        reject(new Error(`${file} ${args.join(" ")} ended with ${signal ?? code}: ${errors}`));
      else resolve({ ms, peakMb: peakKb === undefined ? undefined : peakKb / 1024, code });
    });
  });
}

/** Of a process and its descendants, in KB: `VmHWM` of each, so that no peak between two samples is lost. Linux only. */
export function residentKb(pid: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const own = Number(/^VmHWM:\s+(\d+) kB$/mu.exec(status)?.[1] ?? 0);
    const children = readdirSync(`/proc/${pid}/task`).flatMap(task =>
      readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean),
    );
    return children.reduce((sum, child) => sum + (residentKb(Number(child)) ?? 0), own);
  } catch {
    // It has ended, or this is no Linux: there is nothing to read.
    return undefined;
  }
}

/** The value below which the share `q` of the values lies, by nearest rank. Throws on no values. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)];
  if (value === undefined) throw new Error("a quantile of nothing");
  return value;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
