import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runCommandLine } from "../../server/cli/program.ts";
import { folderWith } from "../engine/temporary-folder.ts";

export interface CliRun {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a command line in this process, with a cache of its own. */
export async function runCli(...words: string[]): Promise<CliRun> {
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
  return run;
}

/** Runs a command line as a user does, in a process of its own. */
export function spawnCli(cwd: string, ...words: string[]): Promise<CliRun> {
  const main = fileURLToPath(new URL("../../server/cli/main.ts", import.meta.url));
  return new Promise(resolve => {
    execFile(
      process.execPath,
      ["--import", pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href, main, ...words],
      { cwd },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}
