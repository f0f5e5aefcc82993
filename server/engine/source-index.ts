/**
 * The summaries of a project's files, kept in step with disk and editor. Invariant: an unchanged file is never analysed
 * twice, and a summary always belongs to the text that {@link SourceIndex.read} gives at that moment or gave last.
 */
import * as l10n from "@vscode/l10n";
import { join } from "node:path";
import { TimeLimit } from "#machine/time-limit.ts";
import type { FileSummary } from "../../rules/project/summary.ts";
import { breather } from "./breather.ts";
import { FILE_TIMEOUT_MS, type SlowParts } from "./budget.ts";
import type { SummaryCache } from "./cache.ts";
import type { Knowledge } from "./knowledge.ts";
import { acceptText, readSource } from "./read-source.ts";
import type { SourceText } from "./read-source.ts";
import { isInPlace } from "./real-path.ts";
import type { Note, Progress, ScanStats, SkippedFile } from "./scan-result.ts";
import { summaryOf, type SummaryParts } from "./stored-summary.ts";
import { summarise } from "./summarise.ts";
import type { Summarised, Task } from "./summarise.ts";
import type { Witness } from "./witness.ts";
import { byCode } from "./workspace-files.ts";
import type { WorkspaceFiles } from "./workspace-files.ts";

/** Below this many files threads cost more than they give. */
const WORKER_THRESHOLD = 400;

export interface IndexOptions {
  root: string;
  knowledge: Knowledge;
  cache?: SummaryCache;
  /** Threads to use at most; 0 for none. Default: as many as the machine has, for large work only. */
  workers?: number;
  witness?: Witness | undefined;
  /** Is told of what took longer than its budget. */
  slow?: SlowParts;
}

/** What is kept of a text that was read. */
type Read = Pick<SourceText & { ok: true }, "hash" | "lossy">;

interface Entry {
  hash: string;
  summary: FileSummary;
  note?: Note;
}

export interface RefreshContext {
  files: WorkspaceFiles;
  /** Paths that take part whatever ignore files say. */
  named: ReadonlySet<string>;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

export interface Refreshed extends Pick<ScanStats, "parsed" | "cached"> {
  /** Paths whose summary is another now, or gone. */
  changed: string[];
  ms: Pick<ScanStats["ms"], "discover" | "summarise">;
}

export class SourceIndex {
  readonly #options: IndexOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #limit = new TimeLimit(FILE_TIMEOUT_MS);
  readonly #unusable = new Map<string, { because: string; note?: Note }>();
  readonly #overlays = new Map<string, string>();
  readonly #dirty = new Set<string>();
  /** Texts that were read and are not analysed yet. Whoever reads a file again takes its text out of here. */
  readonly #awaited = new Map<string, Read>();
  #discoverySkipped: SkippedFile[] = [];
  #workerNote: Note | undefined;

  constructor(options: IndexOptions) {
    this.#options = options;
  }

  /** Summaries by path, in path order. */
  summaries(): FileSummary[] {
    return this.paths().map(path => this.#entries.get(path)!.summary);
  }

  paths(): string[] {
    return [...this.#entries.keys()].sort(byCode);
  }

  summary(path: string): FileSummary | undefined {
    return this.#entries.get(path)?.summary;
  }

  /** Hash of the text that the summary was made of. */
  hash(path: string): string | undefined {
    return this.#entries.get(path)?.hash;
  }

  skipped(): SkippedFile[] {
    const unusable = [...this.#unusable].map(([path, { because }]) => ({ path, because }));
    // What was asked for by name is read though the list passed it over.
    const passed = this.#discoverySkipped.filter(({ path }) => !this.#unusable.has(path) && !this.#entries.has(path));
    return [...passed, ...unusable].sort((a, b) => byCode(a.path, b.path));
  }

  notes(): Note[] {
    const all = [...this.#entries.values(), ...this.#unusable.values()].flatMap(({ note }) => (note ? [note] : []));
    if (this.#workerNote) all.push(this.#workerNote);
    return all.sort((a, b) => byCode(a.path ?? "", b.path ?? ""));
  }

  isOpen(path: string): boolean {
    return this.#overlays.has(path);
  }

  /** The editor's text when there is one, else the disk's. */
  read(path: string): SourceText {
    const overlay = this.#overlays.get(path);
    return overlay === undefined ? readSource(join(this.#options.root, path)) : acceptText(overlay);
  }

  /** Undefined returns to the disk's text. */
  setOverlay(path: string, text: string | undefined): void {
    if (text === undefined) this.#overlays.delete(path);
    else this.#overlays.set(path, text);
    this.#dirty.add(path);
  }

  markChanged(path: string): void {
    this.#dirty.add(path);
  }

  /** Forgets a file, or all files of a folder, unless an editor holds it. */
  remove(path: string): void {
    const inside = (one: string) => one === path || one.startsWith(`${path}/`);
    const known = [...this.#entries.keys(), ...this.#unusable.keys()].filter(inside);
    for (const one of [...known, path]) this.#dirty.add(one);
  }

  /** Takes in what changed since the last call; returns the paths whose summary is another now, or gone. */
  settle(takesPart: (path: string) => boolean): string[] {
    const changed = [...this.#dirty].filter(path => this.#take(path, takesPart(path)));
    this.#dirty.clear();
    return changed;
  }

  #take(path: string, takesPart: boolean): boolean {
    const before = this.#entries.get(path);
    const isThere = this.#overlays.has(path) || isInPlace(this.#options.root, path);
    const source = takesPart && isThere ? this.read(path) : undefined;
    this.#awaited.delete(path);
    if (source?.ok && source.hash === before?.hash) return false;
    this.#entries.delete(path);
    this.#unusable.delete(path);
    if (source === undefined) return before !== undefined;
    if (!source.ok) {
      if (!source.isGone) this.#unusable.set(path, { because: source.because });
      return before !== undefined;
    }
    this.#store(path, source, summarise(this.#options.knowledge, this.#taskOf(path, source.text), this.#limit));
    return true;
  }

  /** What an editor holds changes too often to be worth keeping. */
  #taskOf(path: string, text: string): Task {
    return { path, text, pack: this.#options.cache !== undefined && !this.#overlays.has(path) };
  }

  /** Discovers and reads everything anew; analyses what neither the index nor the cache knows. */
  async refresh(context: RefreshContext): Promise<Refreshed> {
    const start = performance.now();
    const report = (done: number) => context.onProgress?.({ phase: "discover", done, total: 0 });
    const found = await context.files.discover(context.signal, report);
    const listed = performance.now() - start;
    // A list that was broken off says nothing of the files that it lacks.
    if (context.signal?.aborted) return { parsed: 0, cached: 0, changed: [], ms: { discover: listed, summarise: 0 } };
    this.#discoverySkipped = found.skipped;
    const wanted = [...new Set([...found.paths, ...context.named, ...this.#overlays.keys()])]
      .filter(path => this.#options.knowledge.languageOf(path) !== undefined)
      .filter(
        path => !this.#overlays.has(path) || context.named.has(path) || context.files.whyIgnored(path) === undefined,
      );
    const keep = new Set(wanted);
    const gone = [...this.#entries.keys()].filter(path => !keep.has(path));
    for (const map of [this.#entries, this.#unusable])
      for (const path of map.keys()) if (!keep.has(path)) map.delete(path);
    const { changed, ...counts } = await this.#readAll(wanted.sort(byCode), context);
    const ms = { discover: listed, summarise: performance.now() - start - listed };
    return { ...counts, changed: [...gone, ...changed], ms };
  }

  async #readAll(paths: string[], { signal, onProgress }: RefreshContext): Promise<Omit<Refreshed, "ms">> {
    const changed: string[] = [];
    const tasks: Task[] = [];
    let cached = 0;
    const breath = breather(signal);
    for (const path of paths) {
      if (await breath()) break;
      this.#options.witness?.saw(join(this.#options.root, path));
      this.#dirty.delete(path);
      const source = this.read(path);
      if (source.ok && this.#entries.get(path)?.hash === source.hash) continue;
      if (source.ok || this.#entries.has(path)) changed.push(path);
      this.#unusable.delete(path);
      if (!source.ok) {
        this.#entries.delete(path);
        this.#unusable.set(path, { because: source.because });
        continue;
      }
      const summary = this.#cached(path, source.hash);
      if (summary !== undefined) {
        cached++;
        this.#entries.set(path, entryOf(path, source, summary));
      } else {
        this.#awaited.set(path, { hash: source.hash, lossy: source.lossy });
        tasks.push(this.#taskOf(path, source.text));
      }
    }
    const known = paths.length - tasks.length;
    let parsed = 0;
    const report = () => onProgress?.({ phase: "summarise", done: known + parsed, total: paths.length });
    report();
    await this.#analyseAll(
      tasks,
      summarised => {
        const source = this.#awaited.get(summarised.path);
        this.#awaited.delete(summarised.path);
        if (source) this.#store(summarised.path, source, summarised);
        parsed++;
        report();
      },
      signal,
    );
    // When broken off, what still has the summary of an older text is read again by the next question.
    for (const path of this.#awaited.keys()) if (this.#entries.has(path)) this.#dirty.add(path);
    this.#awaited.clear();
    if (this.#dirty.size > 0) await this.#options.knowledge.prepare?.();
    return { parsed, cached, changed };
  }

  /** A key that was damaged on the disk may have become that of another file with the same text. */
  #cached(path: string, hash: string): FileSummary | undefined {
    const parts = this.#options.cache?.get(path, hash) as SummaryParts | undefined;
    return parts?.head.path === path ? summaryOf(parts) : undefined;
  }

  async #analyseAll(tasks: Task[], onDone: (done: Summarised) => void, signal?: AbortSignal): Promise<void> {
    const { workers, knowledge } = this.#options;
    const left = new Map(tasks.map(task => [task.path, task]));
    if (workers !== 0 && tasks.length > 0 && (workers !== undefined || tasks.length >= WORKER_THRESHOLD)) {
      const finish = (done: Summarised) => {
        left.delete(done.path);
        onDone(done);
      };
      const { runInWorkers } = await import("./worker-pool.ts");
      this.#workerNote = await runInWorkers(workers, tasks, finish, signal);
      if (this.#workerNote === undefined) return;
    }
    if (left.size > 0) await knowledge.prepare?.();
    const breath = breather(signal);
    for (const task of left.values()) {
      if (await breath()) return;
      onDone(summarise(knowledge, task, this.#limit));
    }
  }

  #store(path: string, source: Read, done: Summarised): void {
    if ("crash" in done) {
      this.#entries.delete(path);
      const note: Note = { kind: "analysis-crash", path, message: done.crash };
      this.#unusable.set(path, { because: l10n.t("its analysis failed"), note });
      return;
    }
    done.slow?.forEach(part => this.#options.slow?.saw(part));
    this.#entries.set(path, entryOf(path, source, done.summary));
    if (done.packed && !this.#overlays.has(path)) this.#options.cache?.put(path, source.hash, done.packed);
  }
}

function entryOf(path: string, source: Read, summary: FileSummary): Entry {
  if (summary.crash !== undefined) {
    const frames = summary.crash.split("\n").map(line => line.trim());
    return {
      hash: source.hash,
      summary,
      note: { kind: "analysis-crash", path, message: frames.slice(0, 2).join(" ") },
    };
  }
  if (!source.lossy) return { hash: source.hash, summary };
  const message = l10n.t("The file is not UTF-8; what cannot be read is taken as unknown characters.");
  return { hash: source.hash, summary, note: { kind: "encoding", path, message } };
}
