import * as l10n from "@vscode/l10n";
import { existsSync, statSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { UsageError } from "./usage-error.ts";

/** A folder with one of these is a project of its own. */
const MARKERS = [
  "faultline.json",
  "faultline.jsonc",
  ".faultline.json",
  ".git",
  "package.json",
  "pyproject.toml",
  "requirements.txt",
  "Pipfile",
  "setup.py",
  "manage.py",
  "supabase",
];

export interface ScanRoot {
  /** Absolute; all paths of the report are relative to it. */
  root: string;
  /** Absolute; what is asked for, empty for all. The rest of the root is still read, as files know of each other. */
  paths: string[];
}

/**
 * From the paths of the command line to the folder that is read as one program. A single folder that is a project, or that
 * lies outside the current folder, is the root; else the current folder is, with the paths as a selection of it.
 */
export function scanRoot(words: readonly string[], current: string, explicitRoot?: string): ScanRoot {
  const paths = words.map(word => resolve(current, word));
  for (const [index, path] of paths.entries())
    if (!existsSync(path)) throw new UsageError(l10n.t("there is no file or folder {0}", words[index]!));
  if (explicitRoot !== undefined) return withinRoot(resolve(current, explicitRoot), paths);
  const [only] = paths;
  if (only === undefined) return { root: current, paths: [] };
  if (paths.length === 1 && statSync(only).isDirectory()) {
    const isProject = MARKERS.some(marker => existsSync(resolve(only, marker)));
    if (isProject || !isInside(only, current)) return { root: only, paths: [] };
  }
  return withinRoot(paths.every(path => isInside(path, current)) ? current : ancestorOf(paths), paths);
}

function withinRoot(root: string, paths: string[]): ScanRoot {
  if (!existsSync(root) || !statSync(root).isDirectory())
    throw new UsageError(l10n.t("the root {0} is no folder", root));
  const outside = paths.find(path => !isInside(path, root));
  if (outside !== undefined) throw new UsageError(l10n.t("{0} lies outside the root {1}", outside, root));
  return { root, paths: paths.filter(path => path !== root) };
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && resolve(folder, way) === path);
}

function ancestorOf(paths: readonly string[]): string {
  let folder = statSync(paths[0]!).isDirectory() ? paths[0]! : dirname(paths[0]!);
  while (!paths.every(path => isInside(path, folder))) folder = dirname(folder);
  return folder;
}
