import * as l10n from "@vscode/l10n";
import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { type Audit, auditOf } from "../audit/audit.ts";
import { coverageOf } from "../audit/coverage.ts";
import { Engine } from "../engine/engine.ts";
import { Git } from "../engine/git.ts";
import type { ScanResult } from "../engine/scan-result.ts";
import { programVersion } from "#machine/program.ts";
import { AUDIT_FORMATS, type AuditFormat, renderAudit } from "../reports/audit-report.ts";
import { ProgressLine } from "./progress-line.ts";
import { UsageError } from "./usage-error.ts";
import { writeReport } from "./write-report.ts";

/** Options of `faultline report` as commander gives them. */
export interface ReportOptions {
  output: string[];
  config?: string;
  cache: boolean;
}

/** Writes the audit of a project, by default as Markdown to the terminal. It tells and does not judge: exit code 0. */
export async function reportCommand(
  folder: string | undefined,
  options: ReportOptions,
  signal: AbortSignal,
): Promise<number> {
  const root = resolve(folder ?? ".");
  if (!existsSync(root)) throw new UsageError(l10n.t("there is no folder {0}", String(folder)));
  if (options.config !== undefined && !existsSync(options.config))
    throw new UsageError(l10n.t("there is no configuration file {0}", options.config));
  const outputs = options.output.map(file => ({ file, format: formatOf(file) }));
  const engine = new Engine({
    root,
    preset: "audit",
    cache: options.cache,
    ...(options.config === undefined ? {} : { configPath: resolve(options.config) }),
  });
  const progress = new ProgressLine(process.stderr);
  const result = await engine.scan({ signal, onProgress: progress.update });
  progress.clear();
  if (result.cancelled) return 2;
  const audit = auditOfScan(engine, result);
  const context = { audit, result, rules: engine.rules(), textOf: (path: string) => engine.textOf(path) };
  if (outputs.length === 0) process.stdout.write(await renderAudit("md", context));
  for (const { file, format } of outputs) {
    writeReport(file, await renderAudit(format, context));
    process.stderr.write(`${l10n.t("Wrote {0}", file)}\n`);
  }
  engine.saveCache();
  return 0;
}

function formatOf(file: string): AuditFormat {
  const format = AUDIT_FORMATS.find(one => file.toLowerCase().endsWith(`.${one}`));
  if (format === undefined)
    throw new UsageError(l10n.t("--output must end in {0}", AUDIT_FORMATS.map(one => `.${one}`).join(", ")));
  return format;
}

function auditOfScan(engine: Engine, result: ScanResult): Audit {
  const git = new Git(engine.root);
  return auditOf({
    result,
    measures: engine.ask(coverageOf),
    rules: engine.rules(),
    name: basename(engine.root),
    date: new Date().toISOString().slice(0, 10),
    version: programVersion(),
    authorOf: (path, line) => git.authorOf(path, line),
  });
}
