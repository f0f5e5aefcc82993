/**
 * Text and files in, findings out. One engine for editor and command line: both get byte-identical findings for the same
 * files. Nothing in the workspace is ever executed. The engine holds all state; throwing it away frees everything.
 */
import { relative, resolve, sep } from "node:path";
import type { Project } from "../../rules/project/project.ts";
import type { FileSummary } from "../../rules/project/summary.ts";
import { sameData } from "../../rules/project/same-data.ts";
import { BASELINE_NAME } from "./baseline.ts";
import { breather } from "./breather.ts";
import { directiveRules } from "./directive-rules.ts";
import { explainFile } from "./explain-file.ts";
import { explainPlace, type PlaceExplanation, type Point } from "./explain-place.ts";
import type { CheckedFile } from "./file-checker.ts";
import { realOrSame } from "./real-path.ts";
import type {
  ConfigProblem,
  FileExplanation,
  FileFindings,
  Note,
  ScanResult,
  ScanStats,
  SkippedFile,
} from "./scan-result.ts";
import { openSession, workspaceFiles } from "./session.ts";
import type { EngineOptions, Session } from "./session.ts";
import type { FileChange, IndexRequest, ScanRequest } from "./scan-request.ts";
import { isConfigName, isIgnoreFileName } from "./source-names.ts";

export type { EngineOptions, FileChange, IndexRequest, ScanRequest };

/** What findings depend on beside the files: configuration, and the day. */
const CIRCUMSTANCES = "circumstances";

export class Engine {
  /** Absolute, with symbolic links resolved. */
  readonly root: string;
  readonly #options: EngineOptions;
  readonly #overlays = new Map<string, string>();
  readonly #named = new Set<string>();
  #session: Session | undefined;
  #loading: Promise<Session> | undefined;
  /** Of the last findings. */
  #today = "";

  constructor(options: EngineOptions) {
    this.#options = options;
    this.root = realOrSame(resolve(options.root));
  }

  /** Loads rules and, unless for one scan, parsers; nothing of the workspace. Needed once before {@link findings} and the other synchronous questions. */
  async load(): Promise<void> {
    await this.#open();
  }

  /** Reads the workspace and links it, without running rules. Call again when it is not known what changed. */
  async index(
    request: IndexRequest = {},
  ): Promise<Pick<ScanStats, "parsed" | "cached"> & { ms: Omit<ScanStats["ms"], "check"> }> {
    const session = await this.#open();
    session.configs.reload();
    session.known.reload();
    this.#listAnew(session);
    const context = { files: session.files, named: this.#named, ...request };
    const { ms, changed, ...counts } = await session.index.refresh(context);
    const start = performance.now();
    request.onProgress?.({ phase: "link", done: 0, total: 1 });
    if (!sameData(session.project?.settings, session.configs.settings())) session.project = undefined;
    session.project?.changed(CIRCUMSTANCES);
    if (!request.signal?.aborted) this.#projectOf(session, changed);
    else session.project = undefined;
    return { ...counts, ms: { ...ms, link: performance.now() - start } };
  }

  /** Reads what changed, links, and runs all rules on all files asked for. Aborting gives what was found so far. */
  async scan(request: ScanRequest = {}): Promise<ScanResult> {
    const targets = (request.paths ?? []).map(path => this.#relative(path));
    const session = await this.#open();
    for (const target of targets) if (session.knowledge.languageOf(target) !== undefined) this.#named.add(target);
    const indexed = await this.index(request);
    const start = performance.now();
    const isAsked = (path: string) => targets.some(one => one === "" || path === one || path.startsWith(`${one}/`));
    const paths = session.index.paths().filter(path => targets.length === 0 || isAsked(path));
    const checked: CheckedFile[] = [];
    const breath = breather(request.signal);
    for (const path of paths) {
      if (await breath()) break;
      const found = this.#upToDate(session, path);
      if (found === undefined) await session.knowledge.prepare?.();
      checked.push(found ?? this.#checked(path));
      request.onProgress?.({ phase: "check", done: checked.length, total: paths.length });
    }
    const results = checked.map(one => session.known.split(one));
    const unsaved = session.cache?.save();
    const notes: Note[] = unsaved === undefined ? [] : [{ kind: "cache", message: unsaved }];
    const skipped = this.skipped();
    return {
      root: this.root,
      findings: results.flatMap(one => one.findings),
      known: results.flatMap(one => one.known),
      baseline: checked.length < paths.length ? undefined : session.known.tally(checked, targets.length === 0),
      suppressed: results.flatMap(one => one.suppressed),
      skipped,
      notes: [...notes, ...session.known.notes(), ...session.index.notes(), ...results.flatMap(one => one.notes)],
      configProblems: this.configProblems(),
      stats: {
        files: session.index.paths().length,
        parsed: indexed.parsed,
        cached: indexed.cached,
        skipped: skipped.length,
        ms: { ...indexed.ms, check: performance.now() - start },
        ruleMs: { ...session.checker.runner.ruleMs },
        slow: session.slow.list(),
      },
      cancelled: request.signal?.aborted ?? false,
    };
  }

  /** An editor's text takes the place of the disk's until {@link closeDocument}. */
  setDocument(path: string, text: string): void {
    const name = this.#relative(path);
    this.#overlays.set(name, text);
    this.#session?.index.setOverlay(name, text);
    if (isConfigName(name)) this.#configChanged();
  }

  closeDocument(path: string): void {
    const name = this.#relative(path);
    this.#overlays.delete(name);
    this.#session?.index.setOverlay(name, undefined);
    if (isConfigName(name)) this.#configChanged();
  }

  /** Takes note of changes on disk; the next question reads them. A changed ignore file or `include` needs {@link index}. */
  filesChanged(changes: readonly FileChange[]): void {
    const session = this.#session;
    if (session === undefined) return;
    for (const change of changes) {
      const path = this.#relative(change.path);
      if (isConfigName(path)) this.#configChanged();
      else if (path === BASELINE_NAME) session.known.reload();
      else if (isIgnoreFileName(path)) this.#listAnew(session);
      else if (change.type === "deleted") session.index.remove(path);
      else session.index.markChanged(path);
    }
  }

  /** Findings of one file as of now. Empty for a file that takes no part. Throws before {@link load}. */
  findings(path: string): FileFindings {
    return this.#loaded().known.split(this.#checked(this.#relative(path)));
  }

  /** Of every file that takes part, in path order. Runs rules only where something changed. */
  allFindings(): FileFindings[] {
    return this.paths().map(path => this.findings(path));
  }

  /** Paths of all files that take part. */
  paths(): string[] {
    const session = this.#loaded();
    this.#projectOf(session);
    return session.index.paths();
  }

  /** Of the text of each file that takes part, by path, as it was read last. */
  hashes(): Record<string, string> {
    const { index } = this.#loaded();
    return Object.fromEntries(index.paths().map(path => [path, index.hash(path)!]));
  }

  /** The text that findings of a file speak of; undefined when it cannot be read. */
  textOf(path: string): string | undefined {
    const source = this.#loaded().index.read(this.#relative(path));
    return source.ok ? source.text : undefined;
  }

  /** The text that an editor holds, if one does. */
  openText(path: string): string | undefined {
    return this.#overlays.get(this.#relative(path));
  }

  configProblems(): ConfigProblem[] {
    return this.#loaded().configs.problems();
  }

  skipped(): SkippedFile[] {
    return this.#loaded().index.skipped();
  }

  /** Rules of the catalogue and about directives, with their definitions. */
  rules() {
    return [...this.#loaded().rules, ...directiveRules].map(rule => rule.definition);
  }

  explainFile(path: string): FileExplanation {
    const session = this.#loaded();
    const name = this.#relative(path);
    return explainFile({
      ...session,
      path: name,
      project: this.#projectOf(session),
      isNamed: this.#named.has(name),
      check: () => this.findings(name),
    });
  }

  /** What is known of a place: findings, the timetables of retries, other concepts. */
  explainPlace(path: string, point: Point): PlaceExplanation {
    const file = { text: this.textOf(path) ?? "", ...this.#checked(this.#relative(path)) };
    return explainPlace(this.#projectOf(this.#loaded()), file, point);
  }

  /** Answers any other question about the linked project, as of now: `engine.ask(tenantMap)`. Nothing of it may be kept. */
  ask<Answer>(question: (project: Project) => Answer): Answer {
    return question(this.#projectOf(this.#loaded()));
  }

  /** Writes what was analysed since the last time. */
  saveCache(): void {
    const problem = this.#session?.cache?.save();
    if (problem) this.#options.log?.(problem);
  }

  #checked(path: string): CheckedFile {
    return this.#upToDate(this.#loaded(), path) ?? this.#checked(path);
  }

  /** Undefined when the file turned out to be another now than it was read as; the next question takes that in. */
  #upToDate(session: Session, path: string): CheckedFile | undefined {
    const project = this.#projectOf(session);
    const found = project.memo(`findings of ${path}`, () => this.#check(session, project, path));
    if (found === undefined) project.changed(CIRCUMSTANCES);
    return found;
  }

  #check(session: Session, project: Project, path: string): CheckedFile | undefined {
    const empty: CheckedFile = { path, findings: [], unshown: [], suppressed: [], notes: [] };
    project.dependOn(CIRCUMSTANCES);
    const summary = project.file(path);
    const config = session.configs.configFor(path);
    if (summary === undefined || !session.checker.needsText(summary, project, config)) return empty;
    const source = session.index.read(path);
    if (!source.ok) return empty;
    if (session.index.hash(path) !== source.hash) {
      session.index.markChanged(path);
      return undefined;
    }
    return session.checker.check({ summary, project, text: source.text, config, today: this.#today });
  }

  /** `reread` are files whose summary is another now, or gone, besides those that are known to have changed. */
  #projectOf(session: Session, reread: readonly string[] = []): Project {
    const takesPart = (path: string) => this.#named.has(path) || session.files.whyIgnored(path) === undefined;
    const changed = [...reread, ...session.index.settle(takesPart)];
    const { project } = session;
    const today = (this.#options.now?.() ?? new Date()).toISOString().slice(0, 10);
    if (this.#today !== today) project?.changed(CIRCUMSTANCES);
    this.#today = today;
    if (project && changed.length === 0) return project;
    session.project = undefined;
    const isReplaced = (summary?: FileSummary) => summary !== undefined && project!.replace(summary);
    if (project && changed.every(path => isReplaced(session.index.summary(path)))) return (session.project = project);
    const { knowledge, index, configs } = session;
    return (session.project = knowledge.link(index.summaries(), configs.settings(), { still: !!this.#options.once }));
  }

  #configChanged(): void {
    if (this.#session === undefined) return;
    this.#session.configs.reload();
    this.#listAnew(this.#session);
    this.#session.project = undefined;
  }

  #listAnew(session: Session): void {
    session.files = workspaceFiles(this.root, session.configs, this.#options.witness);
  }

  #loaded(): Session {
    if (this.#session === undefined) throw new Error("Engine.load() must have finished first");
    return this.#session;
  }

  #open(): Promise<Session> {
    return (this.#loading ??= this.#start());
  }

  async #start(): Promise<Session> {
    const overlay = (path: string) => this.#overlays.get(this.#relative(path));
    const session = await openSession(this.root, this.#options, overlay);
    if (!this.#options.once) await session.knowledge.prepare?.();
    this.#session = session;
    for (const [path, text] of this.#overlays) this.#session.index.setOverlay(path, text);
    return this.#session;
  }

  /** Relative to the root, with `/`; "" for the root itself. */
  #relative(path: string): string {
    return relative(this.root, resolve(this.root, path)).replaceAll(sep, "/");
  }
}
