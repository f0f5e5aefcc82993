import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { type Audit, auditOf } from "../audit/audit.ts";
import { coverageOf } from "../audit/coverage.ts";
import { Engine } from "../engine/engine.ts";
import { Git } from "../engine/git.ts";
import { loadDocuments } from "../engine/knowledge.ts";
import type { ScanResult } from "../engine/scan-result.ts";
import { programVersion } from "./program-info.ts";
import { ProgressLine } from "./progress-line.ts";
import { UsageError } from "./usage-error.ts";

/** Options of `faultline report` as commander gives them. */
export interface ReportOptions {
  output: string[];
  config?: string;
  cache: boolean;
}

const ENDINGS = ["html", "md", "sarif", "json"] as const;
type Ending = (typeof ENDINGS)[number];

/** Writes the audit of a project, by default as Markdown to the terminal. It tells and does not judge: exit code 0. */
export async function reportCommand(
  folder: string | undefined,
  options: ReportOptions,
  signal: AbortSignal,
): Promise<number> {
  const root = resolve(folder ?? ".");
  if (!existsSync(root)) throw new UsageError(`there is no folder ${folder}`);
  if (options.config !== undefined && !existsSync(options.config))
    throw new UsageError(`there is no configuration file ${options.config}`);
  const outputs = options.output.map(file => ({ file, ending: endingOf(file) }));
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
  if (outputs.length === 0) process.stdout.write(await render("md", audit, engine, result));
  for (const { file, ending } of outputs) {
    mkdirSync(dirname(resolve(file)), { recursive: true });
    writeFileSync(file, await render(ending, audit, engine, result));
    process.stderr.write(`Wrote ${file}\n`);
  }
  engine.dispose();
  return 0;
}

function endingOf(file: string): Ending {
  const ending = ENDINGS.find(one => file.toLowerCase().endsWith(`.${one}`));
  if (ending === undefined) throw new UsageError(`--output must end in ${ENDINGS.map(one => `.${one}`).join(", ")}`);
  return ending;
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

async function render(ending: Ending, audit: Audit, engine: Engine, result: ScanResult): Promise<string> {
  const textOf = (path: string) => engine.textOf(path);
  switch (ending) {
    case "md":
      return (await import("../reports/audit-markdown.ts")).auditMarkdown(audit);
    case "html":
      return (await import("../reports/audit-html.tsx")).auditHtml(audit, textOf);
    case "json":
      return `${JSON.stringify(audit, undefined, 2)}\n`;
    case "sarif": {
      const { sarif } = await import("../reports/sarif.ts");
      const about = { version: programVersion(), rules: engine.rules(), documents: await loadDocuments() };
      return sarif({ result, ...about, textOf, colour: false, quiet: false });
    }
  }
}
