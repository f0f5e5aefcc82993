import * as l10n from "@vscode/l10n";
import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { Engine } from "../engine/engine.ts";
import { UsageError } from "./usage-error.ts";

/** Prints, as JSON, what is in force for one file and why. */
export async function printConfigCommand(file: string, options: { root?: string }): Promise<number> {
  const path = resolve(file);
  if (!existsSync(path)) throw new UsageError(l10n.t("there is no file {0}", file));
  const current = process.cwd();
  const root = resolve(options.root ?? (relative(current, path).startsWith("..") ? dirname(path) : current));
  const engine = new Engine({ root });
  await engine.index();
  const explanation = engine.explainFile(path);
  engine.saveCache();
  process.stdout.write(`${JSON.stringify({ root, ...explanation }, undefined, 2)}\n`);
  return 0;
}
