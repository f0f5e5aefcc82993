/**
 * Questions to version control. Invariant: nothing that a repository's own configuration names is run (monitors, hooks, external
 * diffs, filters), and a folder without version control has no answers rather than an error.
 */
import * as l10n from "@vscode/l10n";
import { execFileSync } from "node:child_process";

const NULL_DEVICE = process.platform === "win32" ? "NUL" : "/dev/null";
const HARMLESS = ["core.fsmonitor=false", `core.hooksPath=${NULL_DEVICE}`, "core.pager=cat", "log.showSignature=false"];
const NAMES = ["--name-only", "--relative", "-z", "--no-ext-diff", "--no-textconv", "--ignore-submodules"];
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** The repository does not know what it was asked for, or there is none. */
export class GitError extends Error {
  override readonly name = "GitError";
}

export class Git {
  readonly #folder: string;
  #settings: readonly string[] | undefined;

  /** `folder` is absolute, anywhere in a repository's work tree. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Paths of files that differ from where the work left a revision, or are not tracked, relative to the folder; those above it
   * are left out.
   */
  changedSince(revision: string): string[] {
    const base = this.#mergeBase(revision);
    const changed = this.#run("diff", ...NAMES, base, "--");
    const untracked = this.#run("ls-files", "--others", "--exclude-standard", "-z");
    return pathsIn(changed + untracked);
  }

  /** The same of what is not committed. Before the first commit that is everything. */
  changed(): string[] {
    if (this.#commitOf("HEAD") !== undefined) return this.changedSince("HEAD");
    return pathsIn(this.#run("ls-files", "--cached", "--others", "--exclude-standard", "-z"));
  }

  /** Paths of files that the next commit changes, in the same way. Before the first commit that is everything in it. */
  staged(): string[] {
    if (this.#commitOf("HEAD") === undefined) return pathsIn(this.#run("ls-files", "--cached", "-z"));
    return pathsIn(this.#run("diff", "--cached", ...NAMES, "--"));
  }

  /** What the next commit has of the wanted files whose text on the disk is another, or gone, by path. */
  unstagedTexts(isWanted: (path: string) => boolean): Map<string, string> {
    const paths = pathsIn(this.#run("diff", ...NAMES, "--diff-filter=MD", "--")).filter(isWanted);
    return new Map(paths.map(path => [path, this.#run("cat-file", "blob", `:./${path}`)]));
  }

  /** Name of whoever wrote a line last; undefined when that is not known or not committed. `line` counts from 1. */
  authorOf(path: string, line: number): string | undefined {
    try {
      const range = `${line},${line}`;
      const answer = this.#run("blame", "--porcelain", "--no-textconv", "-L", range, "--", path);
      const author = /^author (.+)$/mu.exec(answer)?.[1];
      return author === "Not Committed Yet" ? undefined : author;
    } catch (error) {
      if (error instanceof GitError) return undefined;
      throw error;
    }
  }

  /** Where the line of work of now left that of `revision`; the revision itself when they share nothing. */
  #mergeBase(revision: string): string {
    const commit = this.#commitOf(revision);
    if (commit === undefined) throw new GitError(l10n.t("there is no revision {0}", revision));
    try {
      return this.#run("merge-base", commit, "HEAD").trim();
    } catch (error) {
      if (error instanceof GitError) return commit;
      throw error;
    }
  }

  #commitOf(revision: string): string | undefined {
    this.#run("rev-parse", "--git-dir");
    try {
      return this.#run("rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`).trim();
    } catch (error) {
      if (error instanceof GitError) return undefined;
      throw error;
    }
  }

  #run(...words: string[]): string {
    return run(this.#folder, [...this.#overrides(), ...words]);
  }

  #overrides(): readonly string[] {
    return (this.#settings ??= [...HARMLESS, ...this.#disabledFilters()].flatMap(setting => ["-c", setting]));
  }

  /** Filters have names of their own, so each is switched off by its name. Reading the configuration runs nothing. */
  #disabledFilters(): string[] {
    try {
      const names = run(this.#folder, ["config", "--name-only", "--null", "--get-regexp", "^filter\\."]).split("\0");
      return names.filter(name => name !== "").map(name => (name.endsWith(".required") ? `${name}=false` : `${name}=`));
    } catch (error) {
      if (error instanceof GitError) return [];
      throw error;
    }
  }
}

function pathsIn(answer: string): string[] {
  return [...new Set(answer.split("\0"))].filter(path => path !== "").sort();
}

function run(folder: string, words: readonly string[]): string {
  try {
    return execFileSync("git", ["--no-optional-locks", ...words], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: MAX_ANSWER_BYTES,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, GIT_TERMINAL_PROMPT: "0", GIT_EXTERNAL_DIFF: "" },
    });
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: string };
    const said = stderr?.trim().split("\n")[0] ?? "";
    throw new GitError(
      code === "ENOENT" ? l10n.t("git is not installed") : said || l10n.t("git {0} failed", words.at(-1)!),
    );
  }
}
