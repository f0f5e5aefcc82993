import * as l10n from "@vscode/l10n";
import { realOrSame } from "../engine/real-path.ts";
import { Git, GitError } from "../engine/git.ts";
import { isConfigName, isSourceName } from "../engine/source-names.ts";
import { UsageError } from "./usage-error.ts";

export interface ChangeOptions {
  changed?: boolean;
  since?: string;
  staged?: boolean;
}

export interface Change {
  /** Of the files that are asked for, relative to the root. */
  paths: ReadonlySet<string>;
  /** What takes the place of the disk's text, by path relative to the root. */
  texts: ReadonlyMap<string, string>;
}

/** Undefined when all files are asked for. */
export function changeOf(root: string, options: ChangeOptions): Change | undefined {
  const { since } = options;
  const asked = [
    ...(["changed", "staged"] as const).filter(name => options[name]),
    ...(since === undefined ? [] : ["since"]),
  ];
  const [name, other] = asked.map(one => `--${one}`).sort();
  if (other !== undefined) throw new UsageError(l10n.t("{0} and {1} do not go together", name!, other));
  if (name === undefined) return undefined;
  const git = new Git(realOrSame(root));
  try {
    if (options.staged) return { paths: new Set(git.staged()), texts: git.unstagedTexts(isRead) };
    return { paths: new Set(since === undefined ? git.changed() : git.changedSince(since)), texts: new Map() };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new UsageError(`${since === undefined ? name : `${name} ${since}`}: ${error.message}`);
  }
}

function isRead(path: string): boolean {
  return isSourceName(path) || isConfigName(path);
}
