import * as l10n from "@vscode/l10n";
import { realOrSame } from "../engine/real-path.ts";
import { Git, GitError } from "../engine/git.ts";
import { UsageError } from "./usage-error.ts";

export interface ChangeOptions {
  changed?: boolean;
  since?: string;
}

/** Paths relative to the root of the files that are asked for by their change; undefined when they are not. */
export function changedFiles(root: string, { changed, since }: ChangeOptions): ReadonlySet<string> | undefined {
  if (changed && since !== undefined) throw new UsageError(l10n.t("--changed and --since do not go together"));
  if (!changed && since === undefined) return undefined;
  const git = new Git(realOrSame(root));
  try {
    return new Set(since === undefined ? git.changed() : git.changedSince(since));
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new UsageError(`${since === undefined ? "--changed" : `--since ${since}`}: ${error.message}`);
  }
}
