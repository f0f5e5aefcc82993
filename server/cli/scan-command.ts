import * as l10n from "@vscode/l10n";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import picocolors from "picocolors";
import type { Finding, Fix } from "../../rules/finding.ts";
import { noSuchRule } from "../engine/closest-word.ts";
import { Engine } from "../engine/engine.ts";
import { fixUntilStable } from "../engine/fix-loop.ts";
import type { FixOutcome } from "../engine/fix-loop.ts";
import { loadDocuments } from "../engine/knowledge.ts";
import { readSource } from "../engine/read-source.ts";
import { analysisVersion } from "../engine/engine-version.ts";
import { realOrSame } from "../engine/real-path.ts";
import { ScanMemory } from "../engine/scan-memory.ts";
import { Witness } from "../engine/witness.ts";
import type { ScanResult } from "../engine/scan-result.ts";
import { touches, touching } from "../engine/touching.ts";
import { sqlCoverage } from "../engine/sql-coverage.ts";
import { FORMATS, renderReport } from "../reports/report.ts";
import type { Format, ReportedRule } from "../reports/report.ts";
import { programVersion } from "#machine/program.ts";
import { changeOf, type Change, type ChangeOptions } from "./changed-files.ts";
import { ProgressLine } from "./progress-line.ts";
import { scanRoot } from "./scan-root.ts";
import { statsText } from "./stats-text.ts";
import { unifiedDiff } from "./unified-diff.ts";
import { UsageError } from "./usage-error.ts";
import { writeReport } from "./write-report.ts";

/** Options of `faultline scan` as commander gives them. */
export interface ScanOptions extends ChangeOptions {
  format: string;
  preset?: string;
  rule: string[];
  fix?: boolean;
  fixSuggestions?: boolean;
  dryRun?: boolean;
  diff?: boolean;
  baseline: boolean;
  config?: string;
  root?: string;
  cache: boolean;
  cacheLocation?: string;
  stats?: boolean;
  maxWarnings?: string;
  quiet?: boolean;
  outputFile?: string;
}

/** Returns the exit code: 0 clean, 1 findings of level error or too many warnings, 2 a broken configuration. */
export async function scanCommand(words: string[], given: ScanOptions, signal: AbortSignal): Promise<number> {
  const options = given.diff ? { ...given, fix: true, dryRun: true } : given;
  checkOptions(options);
  const { root, paths } = scanRoot(words, process.cwd(), options.root);
  const change = changeOf(root, options);
  const asked = (result: ScanResult) => (change ? touching(result, change.paths) : result);
  const memory = memoryOf(root, paths, options, change);
  const remembered = await memory?.recall();
  if (remembered) {
    const textOf = (path: string) => textOnDisk(remembered.result.root, path);
    const result = asked(remembered.result);
    await report({ ...remembered, result, textOf }, options, undefined);
    return exitCode(result, options);
  }
  const witness = memory && new Witness();
  const engine = new Engine({
    root,
    ...(witness ? { witness } : {}),
    once: !wantsFixes(options),
    baseline: options.baseline,
    cache: options.cache,
    ...(options.cacheLocation === undefined ? {} : { cacheFolder: resolve(options.cacheLocation) }),
    ...(options.config === undefined ? {} : { configPath: resolve(options.config) }),
    ...(options.preset === undefined ? {} : { preset: options.preset as "recommended" | "audit" }),
    ...(options.rule.length > 0 ? { only: options.rule.map(withoutPrefix) } : {}),
  });
  change?.texts.forEach((text, path) => engine.setDocument(path, text));
  await engine.load();
  checkRules(engine, options.rule);
  const progress = new ProgressLine(process.stderr);
  const request = { paths, signal, onProgress: progress.update };
  let result = await engine.scan(request);
  const outcome = wantsFixes(options) && !result.cancelled ? fixAll(engine, result, options, change?.paths) : undefined;
  if (outcome && outcome.changes.size > 0) result = await engine.scan(request);
  progress.clear();
  const textOf = (path: string) => engine.textOf(path) ?? textAbove(engine.root, path);
  const told = asked(result);
  await report({ result: told, rules: engine.rules(), textOf }, options, outcome);
  const stamps = result.cancelled ? undefined : witness?.stamps();
  const rules = engine.rules().map(rememberedRule);
  const unkept = stamps && memory?.keep({ result, rules, hashes: engine.hashes() }, stamps);
  if (unkept && result.notes.every(note => note.kind !== "cache")) process.stderr.write(`faultline: ${unkept}\n`);
  if (options.stats) process.stderr.write(statsText(result, engine.ask(sqlCoverage)));
  return exitCode(told, options);
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

function checkRules(engine: Engine, rules: readonly string[]): void {
  const known = engine.rules().map(rule => rule.name);
  for (const rule of rules.map(withoutPrefix)) {
    if (!known.includes(rule)) throw new UsageError(noSuchRule(rule, known));
  }
}

/** `faultline/retries/no-uncapped-backoff` → `no-uncapped-backoff`. */
function withoutPrefix(rule: string): string {
  return rule.slice(rule.lastIndexOf("/") + 1);
}

function wantsFixes(options: ScanOptions): boolean {
  return Boolean(options.fix || options.fixSuggestions);
}

function fixAll(
  engine: Engine,
  result: ScanResult,
  options: ScanOptions,
  changed: ReadonlySet<string> | undefined,
): FixOutcome {
  const kinds = new Set<Fix["kind"]>(options.fixSuggestions ? ["safe", "suggestion"] : ["safe"]);
  const paths = [...new Set(result.findings.map(finding => finding.path))];
  const onDisk = (path: string) => readSource(join(engine.root, path));
  const mayEdit = (path: string) => {
    const source = onDisk(path);
    return !path.startsWith("../") && source.ok && !source.lossy;
  };
  const outcome = fixUntilStable(
    engine,
    paths,
    kinds,
    mayEdit,
    finding => changed === undefined || touches(finding, changed),
  );
  if (!outcome.stable)
    process.stderr.write(
      `faultline: ${l10n.t("fixes still changed something after the last pass; run again to go on")}\n`,
    );
  if (options.dryRun) return outcome;
  for (const [path, { before, after }] of outcome.changes) {
    const file = join(engine.root, path);
    const now = onDisk(path);
    if (now.ok && now.text === before) writeFileSync(file, after, { mode: statSync(file).mode });
    else process.stderr.write(`faultline: ${l10n.t("{0} changed meanwhile and was left as it is", path)}\n`);
  }
  return outcome;
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

function rememberedRule({ name, family, description, level }: ReportedRule): ReportedRule {
  return { name, family, description, level };
}

/** What is told of a scan, whether it was made now or is remembered. */
interface Told {
  result: ScanResult;
  rules: readonly ReportedRule[];
  textOf(path: string): string | undefined;
}

async function report(
  { result, rules, textOf }: Told,
  options: ScanOptions,
  outcome: FixOutcome | undefined,
): Promise<void> {
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
  const diff = outcome && options.dryRun ? diffOf(outcome) : "";
  const fixed = outcome && outcome.applied > 0 && isPretty && !options.dryRun ? `${appliedText(outcome)}\n` : "";
  if (toFile) {
    writeReport(options.outputFile!, text);
    process.stdout.write(diff);
  } else process.stdout.write(options.dryRun ? diff : fixed + text);
}

function appliedText({ applied, changes }: FixOutcome): string {
  if (applied === 1) return l10n.t("Applied 1 fix.");
  return changes.size === 1
    ? l10n.t("Applied {0} fixes to 1 file.", applied)
    : l10n.t("Applied {0} fixes to {1} files.", applied, changes.size);
}

function isError({ level }: Finding): boolean {
  return level === "error";
}

function diffOf(outcome: FixOutcome): string {
  return [...outcome.changes].map(([path, { before, after }]) => unifiedDiff(path, before, after)).join("");
}

/** Configuration files above the root are no part of the engine's files. */
function textOnDisk(root: string, path: string): string | undefined {
  const source = readSource(join(root, path));
  return source.ok ? source.text : undefined;
}

function textAbove(root: string, path: string): string | undefined {
  return path.startsWith("../") && existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined;
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
