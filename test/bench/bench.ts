/**
 * `npm run bench -- [folder …]`: Faultline beside oxlint, Biome and ESLint on a copy of each folder, or on a generated
 * workspace; then the language server. Nothing is asserted: the figures are printed, as JSON too, and kept in BENCHMARKS.md
 * with `--write`.
 */
import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command, InvalidArgumentError } from "commander";
import { cli, faultline, peers, peersAreInstalled, peersFolder, python, type Contender } from "./contenders.ts";
import { EditorSession } from "./editor-session.ts";
import { median, quantile, run, type Run } from "./measure.ts";
import {
  type BenchResult,
  benchmarksDocument,
  type ScanRow,
  type ServerRow,
  tables,
  thisMachine,
  title,
} from "./report.ts";
import { largePython, largeTypeScript, writeWorkspace } from "./workspace.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const LARGE = { "faultline-bench/large.ts": largeTypeScript, "faultline-bench/large.py": largePython };
const LARGE_LINES = 2_000;
const NOT_COPIED = new Set(["node_modules", ".git", ".venv", "dist", ".next"]);

interface Options {
  files: number;
  seed: number;
  runs: number;
  edits: number;
  peers: boolean;
  server: boolean;
  json?: string;
  write?: boolean;
}

const count = (value: string) => {
  if (!/^\d+$/u.test(value)) throw new InvalidArgumentError("not a whole number");
  return Number(value);
};

const program = new Command("bench")
  .argument("[folders...]", "projects to measure; without one a workspace is generated")
  .option("--files <count>", "size of the generated workspace", count, 10_000)
  .option("--seed <number>", "of the generated workspace", count, 1)
  .option("--runs <count>", "how often each program runs", count, 5)
  .option("--edits <count>", "keystrokes in each large file", count, 200)
  .option("--no-peers", "Faultline only")
  .option("--no-server", "whole processes only")
  .option("--json <file>", "writes the figures as JSON")
  .option("--write", "writes BENCHMARKS.md");

await main(program.parse().args, program.opts<Options>());

async function main(folders: string[], options: Options): Promise<void> {
  if (!existsSync(cli)) execFileSync("npm", ["run", "build", "--silent"], { cwd: root, stdio: "inherit" });
  if (options.peers && !peersAreInstalled())
    execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: peersFolder, stdio: "inherit" });
  const results: BenchResult[] = [];
  for (const folder of folders.length > 0 ? folders : [undefined]) {
    const work = mkdtempSync(join(tmpdir(), "faultline-bench-"));
    try {
      const result = await benchmark(folder, work, options);
      results.push(result);
      console.log(`\n${title(result)}\n\n${tables(result)}`);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
  if (options.write) writeFileSync(join(root, "BENCHMARKS.md"), benchmarksDocument(results));
}

async function benchmark(folder: string | undefined, work: string, options: Options): Promise<BenchResult> {
  const project = join(work, "project");
  mkdirSync(project);
  if (folder === undefined) writeWorkspace(project, options);
  else cpSync(resolve(folder), project, { recursive: true, filter: source => !NOT_COPIED.has(basename(source)) });
  // Linters that read ignore files look for the repository that they belong to.
  execFileSync("git", ["init", "--quiet"], { cwd: project });
  const size = sizeOf(project);
  const scans = await scanTimes(project, work, options, size.python > 0);
  const server = options.server ? await serverTimes(project, work, options.edits) : { rows: [] };
  return {
    workspace: folder === undefined ? `Generated, seed ${options.seed}` : basename(resolve(folder)),
    ...size,
    machine: thisMachine(),
    scans,
    server: server.rows,
    ...(server.peakMb === undefined ? {} : { serverPeakMb: server.peakMb }),
  };
}

/** One round runs every program once, so that a busy minute of the machine hits all alike. */
async function scanTimes(project: string, work: string, options: Options, hasPython: boolean): Promise<ScanRow[]> {
  const rows = new Map<string, { row: Omit<ScanRow, "ms" | "runs">; runs: Run[] }>();
  const measure = async (contender: Contender, what: ScanRow["what"]) => {
    const key = `${contender.name} ${what}`;
    const entry = rows.get(key) ?? { row: { contender: contender.name, does: contender.does, what }, runs: [] };
    rows.set(key, entry);
    entry.runs.push(await run(contender.command(project)));
  };
  for (let round = 0; round < options.runs; round++) {
    const own = faultline(join(work, `cache-${round}`));
    await measure(own, "cold");
    await measure(own, "warm");
    appendFileSync(someSource(project), "\n");
    await measure(own, "one file changed");
    for (const peer of options.peers ? peers : []) await measure(peer, "cold");
    if (hasPython) await measure(python, "cold");
  }
  return [...rows.values()].map(({ row, runs }) => {
    const peaks = runs.flatMap(one => one.peakMb ?? []);
    return {
      ...row,
      ms: median(runs.map(one => one.ms)),
      runs: runs.length,
      ...(peaks.length > 0 ? { peakMb: Math.max(...peaks) } : {}),
    };
  });
}

async function serverTimes(
  project: string,
  work: string,
  edits: number,
): Promise<{ rows: ServerRow[]; peakMb?: number }> {
  for (const [path, make] of Object.entries(LARGE)) {
    mkdirSync(join(project, "faultline-bench"), { recursive: true });
    writeFileSync(join(project, path), make(LARGE_LINES));
  }
  const rows: ServerRow[] = [];
  const add = (what: string, values: number[]) =>
    rows.push({
      what,
      p50: quantile(values, 0.5),
      p95: quantile(values, 0.95),
      p99: quantile(values, 0.99),
      samples: values.length,
    });
  const [typescript, pythonFile] = Object.keys(LARGE) as [string, string];
  for (const what of ["start to first finding, no cache", "start to first finding, cached"]) {
    const start = performance.now();
    const session = await EditorSession.start(project, join(work, "server-cache"));
    const found = await session.open(typescript, "typescript");
    if (found.length === 0) throw new Error("the large file shows nothing: the benchmark would measure nothing");
    add(what, [performance.now() - start]);
    await session.stop();
  }
  const session = await EditorSession.start(project, join(work, "server-cache"));
  const [diagnostic] = await session.open(typescript, "typescript");
  await session.open(pythonFile, "python");
  add(
    "keystroke to findings, 2,000 lines of TypeScript",
    await typing(session, typescript, "  const later = 1;", edits),
  );
  add("keystroke to findings, 2,000 lines of Python", await typing(session, pythonFile, "    later = 1", edits));
  const actions: number[] = [];
  for (let i = 0; i < 50; i++) actions.push((await session.codeActions(typescript, diagnostic!)).ms);
  add("code action", actions);
  let scanning = true;
  const scan = session.scan().finally(() => (scanning = false));
  const during: number[] = [];
  do during.push(...(await typing(session, typescript, "  const busy = 2;", 20)));
  while (scanning);
  add("keystroke while the workspace is scanned", during);
  add("scan of the workspace", [await scan]);
  const peakMb = session.peakMb();
  await session.stop();
  return { rows, ...(peakMb === undefined ? {} : { peakMb }) };
}

/** Types a statement into the middle of the file, character by character, and takes it away again, for as long as asked. */
async function typing(session: EditorSession, path: string, statement: string, edits: number): Promise<number[]> {
  const line = insideFunction(path);
  const times: number[] = [];
  while (times.length < edits) {
    times.push(await session.type(path, line, 0, "\n"));
    for (const [at, character] of [...statement].entries()) times.push(await session.type(path, line, at, character));
    for (let at = statement.length - 1; at >= 0; at--) times.push(await session.type(path, line, at, "", 1));
    times.push(await session.join(path, line));
  }
  return times;
}

/** The line after the head of a function in the middle of a large file. */
function insideFunction(path: string): number {
  const lines = LARGE[path as keyof typeof LARGE](LARGE_LINES).split("\n");
  const head = lines.findIndex(
    (text, index) => index > LARGE_LINES / 2 && /^(?:export async function|def) .*[{:]$/u.test(text),
  );
  return head + 1;
}

function someSource(project: string): string {
  const files = sourcesOf(project).filter(path => /\.(?:ts|py)$/u.test(path));
  const middle = files[Math.floor(files.length / 2)];
  if (middle === undefined) throw new Error("the folder holds no source file");
  return join(project, middle);
}

function sourcesOf(project: string): string[] {
  const listed = execFileSync("git", ["ls-files", "--others", "--exclude-standard"], {
    cwd: project,
    maxBuffer: 2 ** 28,
  });
  return listed
    .toString()
    .split("\n")
    .filter(path => /\.(?:[cm]?[jt]sx?|py|sql)$/u.test(path))
    .sort();
}

function sizeOf(project: string): { files: number; lines: number; megabytes: number; python: number } {
  const files = sourcesOf(project);
  let [lines, bytes] = [0, 0];
  for (const path of files) {
    const text = readFileSync(join(project, path));
    bytes += text.length;
    for (const byte of text) if (byte === 10) lines++;
  }
  return {
    files: files.length,
    lines,
    megabytes: bytes / 2 ** 20,
    python: files.filter(path => path.endsWith(".py")).length,
  };
}
