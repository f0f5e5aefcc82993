import * as l10n from "@vscode/l10n";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import picocolors from "picocolors";
import type { Finding } from "../../rules/finding.ts";
import { analysisVersion } from "../engine/engine-version.ts";
import { loadDocuments } from "../engine/knowledge.ts";
import { readSource } from "../engine/read-source.ts";
import { realOrSame } from "../engine/real-path.ts";
import { ScanMemory } from "../engine/scan-memory.ts";
import type { ScanResult } from "../engine/scan-result.ts";
import { touching } from "../engine/touching.ts";
import { FORMATS, renderReport } from "../reports/report.ts";
import type { Format } from "../reports/report.ts";
import { programVersion } from "#machine/program.ts";
import type { Change } from "./changed-files.ts";
import { type ScanOptions, type Told, wantsFixes } from "./scan-options.ts";
import { scanRoot } from "./scan-root.ts";
import { UsageError } from "./usage-error.ts";
import { writeReport } from "./write-report.ts";

/** Returns the exit code: 0 clean, 1 findings of level error or too many warnings, 2 a broken configuration. */
export async function scanCommand(words: string[], given: ScanOptions, signal: AbortSignal): Promise<number> {
  const options = given.diff ? { ...given, fix: true, dryRun: true } : given;
  checkOptions(options);
  const { root, paths } = scanRoot(words, process.cwd(), options.root);
  const isPartial = options.changed || options.staged || options.since !== undefined;
  const change = isPartial ? (await import("./changed-files.ts")).changeOf(root, options) : undefined;
  const memory = memoryOf(root, paths, options, change);
  const told =
    (await rememberedBy(memory)) ??
    (await (await import("./fresh-scan.ts")).freshScan({ root, paths, options, change, memory, signal }));
  const result = change ? touching(told.result, change.paths) : told.result;
  await report({ ...told, result }, options);
  told.end?.();
  return exitCode(result, options);
}

async function rememberedBy(memory: ScanMemory | undefined): Promise<Told | undefined> {
  const remembered = await memory?.recall();
  return remembered && { ...remembered, textOf: path => textOnDisk(remembered.result.root, path) };
}

function checkOptions(options: ScanOptions): void {
  const oneOf = (name: string, value: string | undefined, known: readonly string[]) => {
    if (value !== undefined && !known.includes(value))
      throw new UsageError(l10n.t("--{0} must be one of {1}, not {2}", name, known.join(", "), value));
  };
  oneOf("format", options.format, FORMATS);
  oneOf("preset", options.preset, ["recommended", "audit"]);
  if (options.maxWarnings !== undefined && !/^\d+$/u.test(options.maxWarnings))
    throw new UsageError(l10n.t("--max-warnings must be a number, not {0}", options.maxWarnings));
  if (options.config !== undefined && !existsSync(options.config))
    throw new UsageError(l10n.t("there is no configuration file {0}", options.config));
  if (options.dryRun && !options.fix && !options.fixSuggestions)
    throw new UsageError(l10n.t("--dry-run needs --fix or --fix-suggestions"));
  if (options.staged && wantsFixes(options) && !options.dryRun)
    throw new UsageError(l10n.t("--staged changes no files, so it goes together with --diff only"));
}

/** Only a scan that changes nothing and tells nothing of itself may be given again. */
function memoryOf(
  root: string,
  paths: readonly string[],
  options: ScanOptions,
  change: Change | undefined,
): ScanMemory | undefined {
  // What is remembered is of the disk's texts.
  if (change !== undefined && change.texts.size > 0) return undefined;
  if (!options.cache || options.stats || wantsFixes(options)) return undefined;
  const today = new Date().toISOString().slice(0, 10);
  const { preset, rule, config, baseline } = options;
  return new ScanMemory({
    root: realOrSame(resolve(root)),
    folder: options.cacheLocation === undefined ? undefined : resolve(options.cacheLocation),
    version: analysisVersion(),
    question: [today, paths, preset, rule, config, baseline],
  });
}

async function report({ result, rules, textOf, fixes }: Told, options: ScanOptions): Promise<void> {
  const isPretty = options.format === "pretty";
  const toFile = options.outputFile !== undefined;
  const text = await renderReport(options.format as Format, {
    result: options.quiet
      ? { ...result, findings: result.findings.filter(isError), known: result.known.filter(isError) }
      : result,
    version: programVersion(),
    rules,
    documents: options.format === "sarif" ? await loadDocuments() : {},
    textOf,
    colour: picocolors.isColorSupported && isPretty && !toFile,
    quiet: options.quiet ?? false,
  });
  if (toFile) {
    writeReport(options.outputFile!, text);
    process.stdout.write(fixes?.diff ?? "");
  } else if (options.dryRun) process.stdout.write(fixes?.diff ?? "");
  else process.stdout.write((isPretty ? (fixes?.applied ?? "") : "") + text);
}

function isError({ level }: Finding): boolean {
  return level === "error";
}

/** Configuration files above the root are no part of the engine's files. */
function textOnDisk(root: string, path: string): string | undefined {
  const source = readSource(join(root, path));
  return source.ok ? source.text : undefined;
}

function exitCode(result: ScanResult, options: ScanOptions): number {
  const broken = result.configProblems.filter(problem => problem.level === "error");
  if (broken.length > 0) {
    process.stderr.write(`faultline: ${broken[0]!.path}:${broken[0]!.line}: ${broken[0]!.message}\n`);
    return 2;
  }
  const count = (level: string) => result.findings.filter(finding => finding.level === level).length;
  if (result.cancelled) return 2;
  if (count("error") > 0) return 1;
  return options.maxWarnings !== undefined && count("warning") > Number(options.maxWarnings) ? 1 : 0;
}
