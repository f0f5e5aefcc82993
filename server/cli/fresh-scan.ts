/** A scan that is made now. What that takes is loaded only then: the last one given again does without it. */
import * as l10n from "@vscode/l10n";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Fix } from "../../rules/finding.ts";
import { noSuchRule } from "../engine/closest-word.ts";
import { Engine } from "../engine/engine.ts";
import { fixUntilStable } from "../engine/fix-loop.ts";
import type { FixOutcome } from "../engine/fix-loop.ts";
import { readSource } from "../engine/read-source.ts";
import type { ScanMemory } from "../engine/scan-memory.ts";
import type { ScanResult } from "../engine/scan-result.ts";
import { sqlCoverage } from "../engine/sql-coverage.ts";
import { touches } from "../engine/touching.ts";
import { Witness } from "../engine/witness.ts";
import type { ReportedRule } from "../reports/report.ts";
import type { Change } from "./changed-files.ts";
import { ProgressLine } from "./progress-line.ts";
import { type ScanOptions, type Told, wantsFixes } from "./scan-options.ts";
import { statsText } from "./stats-text.ts";
import { unifiedDiff } from "./unified-diff.ts";
import { UsageError } from "./usage-error.ts";

export interface FreshScanRequest {
  root: string;
  paths: readonly string[];
  options: ScanOptions;
  change: Change | undefined;
  /** What the scan is to be kept in. */
  memory: ScanMemory | undefined;
  signal: AbortSignal;
}

export async function freshScan({ root, paths, options, change, memory, signal }: FreshScanRequest): Promise<Told> {
  const witness = memory && new Witness();
  const engine = engineFor(root, options, witness);
  change?.texts.forEach((text, path) => engine.setDocument(path, text));
  await engine.load();
  checkRules(engine, options.rule);
  const progress = new ProgressLine(process.stderr);
  const request = { paths, signal, onProgress: progress.update };
  let result = await engine.scan(request);
  const outcome = wantsFixes(options) && !result.cancelled ? fixAll(engine, result, options, change?.paths) : undefined;
  if (outcome && outcome.changes.size > 0) result = await engine.scan(request);
  progress.clear();
  return {
    result,
    rules: engine.rules(),
    textOf: path => engine.textOf(path) ?? textAbove(engine.root, path),
    ...(outcome ? { fixes: toldOf(outcome, options) } : {}),
    end() {
      if (memory && witness && !result.cancelled) keep(engine, result, memory, witness);
      if (options.stats) process.stderr.write(statsText(result, engine.ask(sqlCoverage)));
    },
  };
}

function engineFor(root: string, options: ScanOptions, witness: Witness | undefined): Engine {
  return new Engine({
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

function keep(engine: Engine, result: ScanResult, memory: ScanMemory, witness: Witness): void {
  const stamps = witness.stamps();
  const rules = engine.rules().map(rememberedRule);
  const unkept = stamps && memory.keep({ result, rules }, engine.hashes(), stamps);
  if (unkept && result.notes.every(note => note.kind !== "cache")) process.stderr.write(`faultline: ${unkept}\n`);
}

function rememberedRule({ name, family, description, level }: ReportedRule): ReportedRule {
  return { name, family, description, level };
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

function toldOf(outcome: FixOutcome, { dryRun }: ScanOptions): { applied: string; diff: string } {
  if (dryRun) return { applied: "", diff: diffOf(outcome) };
  return { applied: outcome.applied > 0 ? `${appliedText(outcome)}\n` : "", diff: "" };
}

function appliedText({ applied, changes }: FixOutcome): string {
  if (applied === 1) return l10n.t("Applied 1 fix.");
  return changes.size === 1
    ? l10n.t("Applied {0} fixes to 1 file.", applied)
    : l10n.t("Applied {0} fixes to {1} files.", applied, changes.size);
}

function diffOf(outcome: FixOutcome): string {
  return [...outcome.changes].map(([path, { before, after }]) => unifiedDiff(path, before, after)).join("");
}

function textAbove(root: string, path: string): string | undefined {
  return path.startsWith("../") && existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined;
}
