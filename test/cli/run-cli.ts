import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { readingTools } from "../../server/cli/default-format.ts";
import { runCommandLine } from "../../server/cli/program.ts";
import { folderWith } from "../engine/temporary-folder.ts";

/** What was said, without the colours that some environments turn on. */
export interface CliRun {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a command line in this process, with a cache of its own. */
export async function runCli(...words: string[]): Promise<CliRun> {
  // The tests may be run by such a tool.
  for (const name of readingTools) delete process.env[name];
  process.env["XDG_CACHE_HOME"] ??= folderWith({});
  const { stdout, stderr } = process;
  const saved = [stdout.write, stderr.write] as const;
  const run: CliRun = { code: -1, stdout: "", stderr: "" };
  stdout.write = (text: unknown) => ((run.stdout += String(text)), true);
  stderr.write = (text: unknown) => ((run.stderr += String(text)), true);
  try {
    run.code = await runCommandLine(words);
  } finally {
    [stdout.write, stderr.write] = saved;
  }
  return plain(run);
}

/** Runs a command line as a user does, in a process of its own. */
export function spawnCli(cwd: string, ...words: string[]): Promise<CliRun> {
  return spawnCliWith({}, cwd, ...words);
}

/** The same with something in its environment. */
export function spawnCliWith(more: NodeJS.ProcessEnv, cwd: string, ...words: string[]): Promise<CliRun> {
  const env = { ...process.env, ...Object.fromEntries(readingTools.map(name => [name, undefined])), ...more };
  const main = fileURLToPath(new URL("../../server/cli/main.ts", import.meta.url));
  return new Promise(resolve => {
    execFile(
      process.execPath,
      ["--import", pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href, main, ...words],
      { cwd, env },
      (error, stdout, stderr) => resolve(plain({ code: error === null ? 0 : Number(error.code), stdout, stderr })),
    );
  });
}

function plain({ code, stdout, stderr }: CliRun): CliRun {
  return { code, stdout: stripVTControlCharacters(stdout), stderr: stripVTControlCharacters(stderr) };
}
