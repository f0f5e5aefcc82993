import path from "node:path";
import { delay, pause } from "#machine/pause.ts";
import type { FilePlace, Finding } from "../../rules/finding.ts";
import type { FileChange } from "../engine/engine.ts";
import { Engine } from "../engine/engine.ts";
import type { Knowledge } from "../engine/knowledge.ts";
import type { ConfigProblem, Progress } from "../engine/scan-result.ts";
import { prepareTenantMap } from "../engine/tenant-map.ts";
import type { Settings } from "../protocol.ts";
import { withLevels } from "./editor-levels.ts";
import { RuleDocuments } from "./rule-documents.ts";
import { uriOfPath } from "./uris.ts";

/** Longest stretch of work between two looks at what else the client wants. */
const sliceMs = 8;
/** A branch that is switched is told of in many messages: they are read together. */
const gatherMs = 50;

export interface FolderOptions {
  /** Absolute path, as the client has it. */
  root: string;
  settings: Settings;
  /** As they are now. */
  levels(): Settings["levels"];
  /** Rule id → markdown. */
  ruleDocuments: Promise<Readonly<Record<string, string>>>;
  /** Stands in for `rules/`. */
  knowledge?: Knowledge;
  log(message: string): void;
  onProgress(progress: Progress): void;
}

/**
 * One workspace folder with its engine. Paths are relative to the root with `/`, as in findings; the root is the client's
 * own, also when it is a symbolic link.
 */
export class Folder {
  readonly root: string;
  /** Fulfilled once the folder was read and linked for the first time: before that nothing can be said of any file. */
  readonly ready: Promise<void>;
  readonly engine: Engine;
  readonly #options: FolderOptions;
  /** Empty until {@link ready}. */
  rules = new RuleDocuments([], {});
  readonly #abort = new AbortController();
  readonly #listeners: Set<(progress: Progress) => void>;
  #isReady = false;
  #lastReading: Promise<void>;
  /** One that waits for its turn. */
  #nextReading: Promise<void> | undefined;

  constructor(options: FolderOptions) {
    this.root = options.root;
    this.#options = options;
    const { preset } = options.settings;
    this.engine = new Engine({
      root: options.root,
      log: options.log,
      now: () => new Date(),
      knowledge: options.knowledge,
      ...(preset === "configured" ? { defaultPreset: "audit" } : { preset }),
    });
    this.#listeners = new Set([options.onProgress]);
    this.ready = this.#start();
    this.#lastReading = this.ready;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** Whether an absolute path lies in here. */
  holds(absolute: string): boolean {
    const inside = path.relative(this.root, absolute);
    const isOutside = inside === ".." || inside.startsWith(`..${path.sep}`) || path.isAbsolute(inside);
    return inside !== "" && !isOutside;
  }

  pathOf(absolute: string): string {
    return path.relative(this.root, absolute).replaceAll(path.sep, "/");
  }

  absoluteOf(relative: string): string {
    return path.join(this.root, relative);
  }

  uriOf(relative: string): string {
    return uriOfPath(this.absoluteOf(relative));
  }

  findings(relative: string): Finding[] {
    return this.shown(this.engine.findings(relative).findings);
  }

  /** Those of the baseline. */
  known(relative: string): Finding[] {
    return this.shown(this.engine.findings(relative).known);
  }

  /** At the levels of this editor. */
  shown(findings: readonly Finding[]): Finding[] {
    const levels = this.#options.levels();
    if (Object.keys(levels).length === 0) return [...findings];
    const families = new Map(this.engine.rules().map(({ name, family }) => [name, family]));
    return withLevels(findings, levels, rule => families.get(rule));
  }

  configProblems(relative?: string): ConfigProblem[] {
    const problems = this.engine.configProblems();
    return relative === undefined ? problems : problems.filter((problem: FilePlace) => problem.path === relative);
  }

  filesChanged(changes: FileChange[]): void {
    this.engine.filesChanged(changes.map(change => ({ ...change, path: this.pathOf(change.path) })));
  }

  /**
   * Looks at the whole tree again, for changes that do not say what they changed, or are too many. Who asks while a reading
   * waits for its turn has it in common with those before.
   */
  reindex(): Promise<void> {
    return (this.#nextReading ??= this.#inTurn(async () => {
      await delay(gatherMs);
      this.#nextReading = undefined;
      await this.engine.index({ signal: this.#abort.signal });
    }));
  }

  /**
   * Reads everything again, unless the first reading is still under way, and asks each file for its findings, with breaks in
   * between. Ends early when aborted.
   */
  async scan(request: ScanRequest): Promise<void> {
    const { signal, onProgress, onFile } = request;
    if (this.#isReady) await this.#inTurn(() => this.engine.index({ signal, onProgress }));
    else await this.#firstReading(signal, onProgress);
    await this.sweep(signal, (path, done, total) => {
      onFile(path);
      onProgress({ phase: "check", done, total });
    });
  }

  /** Checks every file that is not checked yet; what is known already costs nothing. */
  async sweep(signal: AbortSignal, onFile: (path: string, done: number, total: number) => void): Promise<void> {
    if (signal.aborted) return;
    const paths = this.engine.paths();
    let sliceStart = performance.now();
    for (const [index, path] of paths.entries()) {
      if (performance.now() - sliceStart > sliceMs) {
        await pause();
        sliceStart = performance.now();
      }
      if (signal.aborted) return;
      this.engine.findings(path);
      onFile(path, index + 1, paths.length);
    }
  }

  /** Works out the tenant map, so that the next question about it costs little. */
  async prepareTenantMap(signal: AbortSignal): Promise<void> {
    const prepare = () => this.engine.ask(project => prepareTenantMap(project, sliceMs));
    while (!signal.aborted && !prepare()) await pause();
  }

  dispose(): void {
    this.#abort.abort();
    if (this.#isReady) this.engine.saveCache();
  }

  /** One reading of the tree at a time, the first one first. */
  async #inTurn(read: () => Promise<unknown>): Promise<void> {
    const before = this.#lastReading;
    const turn = before.then(read, read).then(() => undefined);
    this.#lastReading = turn;
    await turn;
  }

  /** The first reading itself goes on when the scan is aborted: open files need it too. */
  async #firstReading(signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<void> {
    this.#listeners.add(onProgress);
    const aborted = new Promise<void>(resolve => signal.addEventListener("abort", () => resolve(), { once: true }));
    await Promise.race([this.ready, aborted]);
    this.#listeners.delete(onProgress);
  }

  async #start(): Promise<void> {
    await this.engine.load();
    this.rules = new RuleDocuments(this.engine.rules(), await this.#options.ruleDocuments);
    const onProgress = (progress: Progress) => {
      for (const listener of this.#listeners) listener(progress);
    };
    await this.engine.index({ signal: this.#abort.signal, onProgress });
    // A server that is killed has not read all that in vain.
    this.engine.saveCache();
    this.#isReady = true;
  }
}

export interface ScanRequest {
  signal: AbortSignal;
  onProgress(progress: Progress): void;
  /** After each file that was checked. */
  onFile(path: string): void;
}
