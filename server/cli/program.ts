/** The commands and their options. Everything heavy is imported by the command that needs it, so that `--version` is instant. */
import { Command, CommanderError } from "commander";
import { useLocale } from "../engine/locale.ts";
import { programVersion } from "#machine/program.ts";
import type { BaselineOptions } from "./baseline-command.ts";
import { defaultFormat } from "./default-format.ts";
import type { ReportOptions } from "./report-command.ts";
import type { ScanOptions } from "./scan-options.ts";
import type { TenantsOptions } from "./tenants-command.ts";

const collect = (value: string, before: string[]) => [...before, value];

function createProgram(finish: (code: number) => void): Command {
  const program = new Command("faultline")
    .description(
      "Finds where a program breaks under load, retries, crashes and many tenants: TypeScript, Python and Postgres read as one.",
    )
    .version(programVersion(), "-v, --version")
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ outputError: () => {} });
  addScan(program, finish);
  addExplain(program, finish);
  program
    .command("rules")
    .description("lists all rules")
    .option("--json", "as JSON")
    .action(async (options: { json?: boolean }) =>
      finish(await (await import("./rules-command.ts")).rulesCommand(options)),
    );
  addTenants(program, finish);
  addReport(program, finish);
  addBaseline(program, finish);
  program
    .command("init [folder]")
    .description("proposes a faultline.json from what the project shows, or what the present one lacks, and prints it")
    .option("--write", "writes it")
    .action(async (folder: string | undefined, options: { write?: boolean }) =>
      finish(await (await import("./init-command.ts")).initCommand(folder, options)),
    );
  program
    .command("print-config <file>")
    .description("prints what is in force for a file, and why")
    .option("--root <folder>", "the project; default: the current folder")
    .action(async (file: string, options: { root?: string }) =>
      finish(await (await import("./print-config-command.ts")).printConfigCommand(file, options)),
    );
  program
    .command("check-fixes <folder>")
    .description("tries every fix of every finding in memory and reports those that break a law of fixes")
    .option("--rule <rule>", "only this rule; repeatable", collect, [])
    .action(async (folder: string, options: { rule: string[] }) =>
      finish(await (await import("./check-fixes-command.ts")).checkFixesCommand(folder, options)),
    );
  for (const command of program.commands)
    command.option("--locale <tag>", "the language of texts, such as de; default: FAULTLINE_LOCALE, else English");
  // The server speaks as its client asks it to.
  program
    .command("lsp")
    .description("runs the language server")
    .option("--stdio", "talks over standard input and output")
    .allowUnknownOption()
    .action(async () => {
      await import("../lsp/main.ts");
    });
  return program.hook("preAction", (_, command) => useLocale(command.opts<{ locale?: string }>().locale));
}

function addExplain(program: Command, finish: (code: number) => void): void {
  program
    .command("explain [rule]")
    .description(
      "prints the document of a rule, or what is known of a place: when a retry's attempts happen, what protects a task's effects",
    )
    .option("--at <file:line>", "a place, as file:line or file:line:column")
    .option("--root <folder>", "the project of the place; default: the current folder")
    .option("--json", "what is known of a place as JSON")
    .action(async (rule: string | undefined, options: { at?: string; root?: string; json?: boolean }) =>
      finish(await (await import("./explain-command.ts")).explainCommand(rule, options)),
    );
}

function addScan(program: Command, finish: (code: number) => void): void {
  program
    .command("scan [paths...]", { isDefault: true })
    .description("reads a project and reports findings (the default command)")
    .option(
      "--format <format>",
      "pretty, json, jsonl, sarif, github, gitlab, junit or agent",
      defaultFormat(process.env, process.stdout.isTTY),
    )
    .option("--preset <preset>", "recommended (errors and warnings) or audit (advice too)")
    .option("--rule <rule>", "only this rule; repeatable", collect, [])
    .option("--fix", "applies safe fixes")
    .option("--fix-suggestions", "applies suggestions too; look at the result")
    .option("--dry-run", "prints the difference that --fix makes, and writes nothing")
    .option("--diff", "short for --fix --dry-run")
    .option("--changed", "only findings that touch files that differ from the last commit, or are not tracked")
    .option("--staged", "only findings that touch files of the next commit, in the program as that commit has it")
    .option("--since <revision>", "only findings that touch files that changed since the work left this revision")
    .option("--no-baseline", "reports findings of the baseline too")
    .option("--config <file>", "this configuration file instead of the nearest")
    .option("--root <folder>", "reads this folder as one program, and reports on the paths only")
    .option("--no-cache", "neither reads nor writes the cache")
    .option("--cache-location <folder>", "keeps the cache in this folder")
    .option("--stats", "prints where the time went, on standard error")
    .option("--max-warnings <count>", "exit code 1 with more warnings than this")
    .option("--quiet", "errors only")
    .option("--output-file <file>", "writes the report into a file")
    .action((paths: string[], options: ScanOptions) =>
      interruptible(async signal =>
        finish(await (await import("./scan-command.ts")).scanCommand(paths, options, signal)),
      ),
    );
}

function addTenants(program: Command, finish: (code: number) => void): void {
  program
    .command("tenants [paths...]")
    .description("lists the tables that belong to a tenant, who queries them, and how many of the queries are scoped")
    .option("--format <format>", "table or json", "table")
    .option("--table <name>", "the queries on this table, with what ties each to one tenant")
    .option("--config <file>", "this configuration file instead of the nearest")
    .option("--root <folder>", "reads this folder as one program, and counts queries of the paths only")
    .option("--no-cache", "neither reads nor writes the cache")
    .action(async (paths: string[], options: TenantsOptions) =>
      finish(await (await import("./tenants-command.ts")).tenantsCommand(paths, options)),
    );
}

function addReport(program: Command, finish: (code: number) => void): void {
  program
    .command("report [folder]")
    .description("writes the audit: what stands, what shakes, what was suppressed, and a rating")
    .option(
      "--output <file>",
      "a file ending in .html, .md, .sarif or .json; repeatable; default: Markdown to the terminal",
      collect,
      [],
    )
    .option("--config <file>", "this configuration file instead of the nearest")
    .option("--no-cache", "neither reads nor writes the cache")
    .action((folder: string | undefined, options: ReportOptions) =>
      interruptible(async signal =>
        finish(await (await import("./report-command.ts")).reportCommand(folder, options, signal)),
      ),
    );
}

function addBaseline(program: Command, finish: (code: number) => void): void {
  program
    .command("baseline [folder]")
    .description("writes all that is found now into the baseline; from then on only new findings are reported")
    .option("--dry-run", "tells what would come and go, and writes nothing")
    .option("--config <file>", "this configuration file instead of the nearest")
    .option("--no-cache", "neither reads nor writes the cache")
    .action((folder: string | undefined, options: BaselineOptions) =>
      interruptible(async signal =>
        finish(await (await import("./baseline-command.ts")).baselineCommand(folder, options, signal)),
      ),
    );
}

/** Ctrl+C ends the work in order. */
async function interruptible(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const abort = new AbortController();
  const interrupt = () => abort.abort();
  process.once("SIGINT", interrupt);
  try {
    await work(abort.signal);
  } finally {
    process.off("SIGINT", interrupt);
  }
}

/** Runs one command line and returns its exit code: 0 clean, 1 findings, 2 usage or internal error. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  let code = 0;
  try {
    await createProgram(given => (code = given)).parseAsync(words, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    process.stderr.write(`faultline: ${lineOf(error)}\n`);
    return 2;
  }
}

function lineOf(error: unknown): string {
  if (error instanceof CommanderError) return `${error.message.replace(/^error: /u, "")} (--help shows the usage)`;
  if (error instanceof Error && error.name === "UsageError") return error.message;
  if (process.env["FAULTLINE_DEBUG"] && error instanceof Error) return `internal error: ${error.stack}`;
  return `internal error: ${error instanceof Error ? error.message : String(error)} (FAULTLINE_DEBUG=1 shows where)`;
}
