/**
 * Which files of a folder take part. Invariants: a name decides before anything is opened; symbolic links are never
 * followed (what they point to inside the root is found in its own place), so there are no loops and no way out.
 */
import * as l10n from "@vscode/l10n";
import type { Dirent } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { existsSync, readdirSync } from "#machine/disk.ts";
import { pause } from "#machine/pause.ts";
import ignore from "ignore";
import type { Ignore } from "ignore";
import { readSettings } from "./read-source.ts";
import { isSkippedFolder, isSourceName } from "./source-names.ts";
import type { SkippedFile } from "./scan-result.ts";
import type { Witness } from "./witness.ts";

/** `include` and `exclude` of the configuration file that lies in a folder, if one does. */
export interface FolderPatterns {
  /** Name of the file, for the reason given to the user. */
  file: string;
  include?: string[];
  exclude?: string[];
}

export interface Discovery {
  /** Relative to the root, with `/`, sorted. */
  paths: string[];
  skipped: SkippedFile[];
}

interface Matcher {
  /** From a path below the root to one below the folder of `file`: drop `strip` characters, or put `prefix` before. */
  strip: number;
  prefix: string;
  file: string;
  ignores: Ignore;
}

interface Scope {
  matchers: Matcher[];
  include?: Matcher;
}

/** The patterns become regular expressions, whose time grows with the length of a path to the power of their wildcards. */
const MAX_DEEP_WILDCARDS = 3;
const MAX_WILDCARDS = 12;

export class WorkspaceFiles {
  readonly #root: string;
  readonly #patternsOf: (folder: string) => FolderPatterns | undefined;
  readonly #witness: Witness | undefined;
  readonly #scopes = new Map<string, Scope>();
  readonly #unread = new Map<string, string>();

  /** `patternsOf` takes an absolute folder. */
  constructor(
    root: string,
    patternsOf: (folder: string) => FolderPatterns | undefined = () => undefined,
    witness?: Witness,
  ) {
    this.#root = root;
    this.#patternsOf = patternsOf;
    this.#witness = witness;
  }

  /** Walks the tree below the root, or below some folders of it; lets the event loop run between folders. */
  async discover(signal?: AbortSignal, onFolder?: (found: number) => void): Promise<Discovery> {
    const found: Discovery = { paths: [], skipped: [] };
    const pending = [""];
    for (let visited = 1; pending.length > 0 && !signal?.aborted; visited++) {
      this.#list(pending.pop()!, found, pending);
      if (visited % 64 === 0) {
        onFolder?.(found.paths.length);
        await pause();
      }
    }
    found.skipped.push(...Array.from(this.#unread, ([path, because]) => ({ path, because })));
    found.paths.sort(byCode);
    found.skipped.sort((a, b) => byCode(a.path, b.path));
    return found;
  }

  /** Why a path takes no part, or undefined when it does. Says nothing of whether it exists. */
  whyIgnored(path: string): string | undefined {
    if (path.startsWith("../")) return l10n.t("it lies outside of the folder that is scanned");
    const folders = path.split("/").slice(0, -1);
    for (const [depth, name] of folders.entries()) {
      if (isSkippedFolder(name)) return l10n.t("the folder {0} holds no source of this project", name);
      const folder = folders.slice(0, depth + 1).join("/");
      const why = this.#ignoredBy(folder, true);
      if (why) return l10n.t("{0} (folder {1})", why, folder);
    }
    if (!isSourceName(path)) return l10n.t("its name is not that of a source or manifest file");
    return this.#ignoredBy(path, false);
  }

  #list(folder: string, found: Discovery, pending: string[]): void {
    let entries: Dirent[];
    this.#witness?.saw(join(this.#root, folder));
    try {
      entries = readdirSync(join(this.#root, folder), { withFileTypes: true });
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code !== "ENOENT")
        found.skipped.push({
          path: folder || ".",
          because: l10n.t("the folder cannot be listed ({0})", code ?? String(error)),
        });
      return;
    }
    for (const entry of entries) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!isSkippedFolder(entry.name) && this.#ignoredBy(path, true) === undefined) pending.push(path);
      } else if (isSourceName(path) && this.#ignoredBy(path, false) === undefined) {
        if (entry.isFile()) found.paths.push(path);
        else
          found.skipped.push({
            path,
            because: entry.isSymbolicLink() ? l10n.t("it is a symbolic link") : l10n.t("it is not a regular file"),
          });
      }
    }
  }

  #ignoredBy(path: string, isFolder: boolean): string | undefined {
    const scope = this.#scopeOf(path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "");
    for (const matcher of scope.matchers) {
      const tested = matcher.ignores.test(seenFrom(matcher, path) + (isFolder ? "/" : ""));
      if (tested.ignored) return l10n.t("{0} excludes it", matcher.file);
      if (tested.unignored) break;
    }
    if (isFolder || scope.include === undefined) return undefined;
    return scope.include.ignores.ignores(seenFrom(scope.include, path))
      ? undefined
      : l10n.t("{0} does not include it", scope.include.file);
  }

  /** What is in force in a folder, nearest first. */
  #scopeOf(folder: string): Scope {
    const known = this.#scopes.get(folder);
    if (known) return known;
    const parent = folder === "" ? this.#above() : this.#scopeOf(folder.includes("/") ? dirname(folder) : "");
    const scope = this.#extend(parent, resolve(this.#root, folder), {
      strip: folder === "" ? 0 : folder.length + 1,
      prefix: "",
    });
    this.#scopes.set(folder, scope);
    return scope;
  }

  #extend(parent: Scope, folder: string, seen: { strip: number; prefix: string }): Scope {
    const matcher = (name: string, patterns: string): Matcher => {
      const file = relative(this.#root, join(folder, name)).replaceAll(sep, "/");
      return { ...seen, file, ignores: ignore({ ignorecase: false }).add(this.#boundedLines(file, patterns)) };
    };
    const own: Matcher[] = [];
    const patterns = this.#patternsOf(folder);
    if (patterns?.exclude) own.push(matcher(patterns.file, patterns.exclude.join("\n")));
    for (const name of [".faultlineignore", ".gitignore"]) {
      this.#witness?.saw(join(folder, name));
      const text = readIfPresent(join(folder, name));
      if (text !== undefined) own.push(matcher(name, text));
    }
    return {
      matchers: own.length > 0 ? [...own, ...parent.matchers] : parent.matchers,
      include: patterns?.include ? matcher(patterns.file, patterns.include.join("\n")) : parent.include,
    };
  }

  #boundedLines(file: string, patterns: string): string[] {
    const lines = patterns.split(/\r?\n/u);
    const unread = lines.find(line => !isBounded(line));
    if (unread !== undefined)
      this.#unread.set(file, l10n.t("a pattern with too many wildcards is not read: {0}", unread.slice(0, 60)));
    return lines.filter(isBounded);
  }

  /** Ignore files between the root and the repository's own root, unless they would ignore the root itself. */
  #above(): Scope {
    const none: Scope = { matchers: [] };
    if (existsSync(join(this.#root, ".git"))) return none;
    const folders: string[] = [];
    for (let at = dirname(this.#root), last = this.#root; at !== last; last = at, at = dirname(at)) {
      folders.unshift(at);
      if (!existsSync(join(at, ".git"))) continue;
      const prefixOf = (folder: string) => `${relative(folder, this.#root).replaceAll(sep, "/")}/`;
      const scope = folders.reduce(
        (parent, folder) => this.#extend(parent, folder, { strip: 0, prefix: prefixOf(folder) }),
        none,
      );
      return scope.matchers.some(one => one.ignores.test(one.prefix).ignored) ? none : scope;
    }
    return none;
  }
}

/** Code unit order: the same on every machine, whatever its locale. */
export function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isBounded(pattern: string): boolean {
  const wildcards = pattern.match(/\*+/gu) ?? [];
  return wildcards.length <= MAX_WILDCARDS && wildcards.filter(one => one.length > 1).length <= MAX_DEEP_WILDCARDS;
}

function seenFrom(matcher: Matcher, path: string): string {
  return matcher.prefix + path.slice(matcher.strip);
}

/** An ignore file that is absent or unreadable excludes nothing. */
function readIfPresent(path: string): string | undefined {
  const source = readSettings(path);
  return source.ok ? source.text : undefined;
}
