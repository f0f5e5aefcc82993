/**
 * Summaries on disk, by path and content. One file per root: a line per entry, `check<TAB>key<TAB>json`. Appended to while
 * it grows, rewritten and renamed when too much of it is old. Whatever is wrong with the file costs time, never a result.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { hashOf } from "./read-source.ts";

export interface CacheOptions {
  /** Absolute root of the project. */
  root: string;
  /** Changes whenever the same text may give another summary. */
  version: string;
  /** Folder to keep it in; by default below `node_modules/.cache`, else in the user's cache folder. */
  folder?: string;
}

export class SummaryCache {
  readonly file: string;
  readonly #header: string;
  #lines = new Map<string, string>();
  #fresh = new Map<string, string>();
  #used = new Set<string>();
  #mustRewrite = false;

  constructor(options: CacheOptions) {
    const folder = options.folder ?? defaultFolder(options.root);
    this.file = join(folder, `summaries-${hashOf(options.root)}.txt`);
    this.#header = `faultline ${options.version}`;
    this.#load();
  }

  /** The summary as JSON, exactly as it was put. */
  get(path: string, hash: string): string | undefined {
    const key = `${path}\t${hash}`;
    this.#used.add(key);
    const fresh = this.#fresh.get(key);
    if (fresh !== undefined) return fresh;
    const line = this.#lines.get(key);
    if (line === undefined) return undefined;
    const json = line.slice(line.indexOf("\t", 9 + key.length) + 1);
    if (line.startsWith(checkOf(json))) return json;
    this.#lines.delete(key);
    this.#mustRewrite = true;
    return undefined;
  }

  put(path: string, hash: string, json: string): void {
    const key = `${path}\t${hash}`;
    this.#used.add(key);
    if (!/[\r\n\t]/u.test(path)) this.#fresh.set(key, json);
  }

  /** Writes what is new. Returns the reason when that was not possible. */
  save(): string | undefined {
    if (this.#fresh.size === 0 && !this.#mustRewrite) return undefined;
    const added = [...this.#fresh].map(([key, json]) => [key, `${checkOf(json)}\t${key}\t${json}`] as const);
    try {
      mkdirSync(join(this.file, ".."), { recursive: true });
      const stale = this.#lines.size - [...this.#lines.keys()].filter(key => this.#used.has(key)).length;
      if (this.#mustRewrite || stale > 200 + this.#lines.size / 2) this.#rewrite(added.map(([, line]) => line));
      else appendFileSync(this.file, added.map(([, line]) => `${line}\n`).join(""));
    } catch (error) {
      return `The cache cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)}): ${this.file}`;
    }
    for (const [key, line] of added) this.#lines.set(key, line);
    this.#fresh = new Map();
    return undefined;
  }

  #rewrite(added: string[]): void {
    const kept = [...this.#lines].filter(([key]) => this.#used.has(key)).map(([, line]) => line);
    const temporary = `${this.file}.${process.pid}.tmp`;
    try {
      writeFileSync(temporary, [this.#header, ...kept, ...added, ""].join("\n"));
      renameSync(temporary, this.file);
    } finally {
      rmSync(temporary, { force: true });
    }
    this.#mustRewrite = false;
  }

  #load(): void {
    const text = readIfPossible(this.file);
    const lines = text?.split("\n") ?? [];
    // A last line without its newline was cut off; appending to it would spoil the next entry too.
    this.#mustRewrite = lines[0] !== this.#header || lines.at(-1) !== "";
    if (lines[0] !== this.#header) return;
    for (const line of lines.slice(1, -1)) {
      const second = line.indexOf("\t", line.indexOf("\t", 9) + 1);
      if (line[8] === "\t" && second > 0) this.#lines.set(line.slice(9, second), line);
    }
  }
}

function checkOf(json: string): string {
  return hashOf(json).slice(0, 8);
}

function defaultFolder(root: string): string {
  if (existsSync(join(root, "node_modules"))) return join(root, "node_modules", ".cache", "faultline");
  const base = process.platform === "win32" ? process.env["LOCALAPPDATA"] : process.env["XDG_CACHE_HOME"];
  return join(base ?? (homedir() ? join(homedir(), ".cache") : tmpdir()), "faultline");
}

/** An unreadable cache is an empty one. */
function readIfPossible(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
