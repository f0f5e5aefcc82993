import * as l10n from "@vscode/l10n";
import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Finding } from "../../rules/finding.ts";
import { BASELINE_NAME, writeBaseline } from "../engine/baseline.ts";
import { Engine } from "../engine/engine.ts";
import { ProgressLine } from "./progress-line.ts";
import { UsageError } from "./usage-error.ts";

/** Options of `faultline baseline` as commander gives them. */
export interface BaselineOptions {
  dryRun?: boolean;
  config?: string;
  cache: boolean;
}

/**
 * Writes all that is found now, of every level, into the baseline of a project. Advice is in it too, so that editor, scan and
 * report go by the same one.
 */
export async function baselineCommand(
  folder: string | undefined,
  options: BaselineOptions,
  signal: AbortSignal,
): Promise<number> {
  const root = resolve(folder ?? ".");
  if (!existsSync(root) || !statSync(root).isDirectory())
    throw new UsageError(l10n.t("there is no folder {0}", String(folder)));
  if (options.config !== undefined && !existsSync(options.config))
    throw new UsageError(l10n.t("there is no configuration file {0}", options.config));
  const engine = new Engine({
    root,
    preset: "audit",
    once: true,
    cache: options.cache,
    ...(options.config === undefined ? {} : { configPath: resolve(options.config) }),
  });
  const progress = new ProgressLine(process.stderr);
  const { findings, known, baseline, configProblems, cancelled } = await engine.scan({
    signal,
    onProgress: progress.update,
  });
  progress.clear();
  if (cancelled) return 2;
  const broken = configProblems.find(({ level }) => level === "error");
  if (broken) throw new UsageError(`${broken.path}:${broken.line}: ${broken.message}`);
  const all = [...findings, ...known];
  if (!options.dryRun) write(engine.root, all);
  const holds = holdsText(all.length, options.dryRun ?? false);
  const told = baseline ? l10n.t("{0}: {1} came, {2} went", holds, findings.length, baseline.gone) : holds;
  process.stdout.write(`${told}.\n`);
  return 0;
}

function holdsText(count: number, isDry: boolean): string {
  if (isDry)
    return count === 1
      ? l10n.t("{0} would have 1 finding", BASELINE_NAME)
      : l10n.t("{0} would have {1} findings", BASELINE_NAME, count);
  return count === 1
    ? l10n.t("{0} has 1 finding", BASELINE_NAME)
    : l10n.t("{0} has {1} findings", BASELINE_NAME, count);
}

function write(root: string, findings: readonly Finding[]): void {
  try {
    writeBaseline(root, findings);
  } catch (error) {
    throw new UsageError(
      l10n.t("{0} cannot be written ({1})", BASELINE_NAME, (error as NodeJS.ErrnoException).code ?? String(error)),
    );
  }
}
