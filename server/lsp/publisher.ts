import * as l10n from "@vscode/l10n";
import {
  CodeLensRefreshRequest,
  InlayHintRefreshRequest,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import { findingsChanged, tenantMapChanged } from "../protocol.ts";
import { Debouncer } from "./debouncer.ts";
import { countItems, type Report } from "./reports.ts";
import type { Session } from "./session.ts";

/** Changes that come together are told together. */
const gatherMs = 50;
/** Quiet after an edit before closed files, which may depend on it, are checked again: that can take seconds of work. */
const quietMs = 1_000;

/** Receives the reports of files that changed, for as long as the client listens. */
export interface Listener {
  /** Absolute path → id of the report that the client has. */
  readonly told: Map<string, string>;
  send(reports: WorkspaceDocumentDiagnosticReport[]): void;
}

/**
 * Keeps what the client shows in step with what the engine says. A client that pulls is asked to pull open files again
 * and hears of closed ones through its workspace request; to any other every report is pushed. Only ids are remembered.
 */
export class Publisher {
  readonly #session: Session;
  readonly #gather = new Debouncer(gatherMs);
  readonly #listeners = new Set<Listener>();
  /** Last told report of each file that was not told to be empty: pushed, or answered to a pull. */
  readonly #told = new Map<string, string>();
  #sweep = new AbortController();
  /** Lenses and hints may be on show that a setting has switched off since. */
  #hadLenses = false;
  #hadHints = false;

  constructor(session: Session) {
    this.#session = session;
  }

  /** After anything changed. Open files are told of first. */
  schedule(closedAfterMs = gatherMs): void {
    this.#sweep.abort();
    this.#gather.schedule("open", () => void this.#guarded(() => void this.#tellAll(this.#openPaths())));
    this.#gather.schedule("views", () => void this.#guarded(() => this.#refreshViews()), closedAfterMs);
    this.#gather.schedule("closed", () => void this.#guarded(() => this.#tellClosed()), closedAfterMs);
  }

  /** After an edit of an open file, and while one is under way. */
  scheduleWhileTyping(): void {
    this.schedule(quietMs);
  }

  /** Remembers the answer to a pull. */
  answered({ path, resultId }: Report): void {
    this.#told.set(path, resultId);
  }

  /** The client lets go of what it knew of a file, so it has to be told again, even that there is nothing. */
  forget(path: string): void {
    for (const listener of this.#listeners) listener.told.set(path, "");
    if (this.#session.features.pullsDiagnostics) this.#told.delete(path);
    this.schedule();
  }

  listen(listener: Listener): { dispose(): void } {
    this.#listeners.add(listener);
    this.#tell(listener, this.#current(listener.told.keys()));
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** Tells about one file now, as during a scan. */
  tell(path: string): Report {
    const report = this.#session.reports.of(path);
    if (!this.#session.features.pullsDiagnostics) this.#push([report]);
    for (const listener of this.#listeners) this.#tell(listener, [report]);
    return report;
  }

  /** All reports as of now, those of `known` files included though they be empty. */
  current(known: Iterable<string>): Report[] {
    return this.#current(known);
  }

  dispose(): void {
    this.#gather.dispose();
    this.#sweep.abort();
  }

  /** Checks in slices, so that a large workspace does not hold up the next keystroke, which ends it. */
  async #tellClosed(): Promise<void> {
    const { folders, showsClosedFiles } = this.#session;
    const sweep = (this.#sweep = new AbortController());
    for (const folder of showsClosedFiles ? folders.all() : []) {
      if (folder.isReady) await folder.sweep(sweep.signal, () => undefined);
    }
    if (!sweep.signal.aborted) this.#tellStatus(this.#tellAll());
  }

  async #guarded(action: () => void | Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.#session.status.fail(l10n.t("showing findings"), error);
    }
  }

  /** What a lens or a hint counts stands in other files than itself. */
  #refreshViews(): void {
    const { connection, features, settings, showsFindings, showsTenants } = this.#session;
    const wantsLenses = settings.codeLens.enable || this.#hadLenses;
    const wantsHints = settings.inlayHints.tenants || this.#hadHints;
    this.#hadLenses = settings.codeLens.enable;
    this.#hadHints = settings.inlayHints.tenants;
    if (features.refreshesCodeLenses && wantsLenses) void connection.sendRequest(CodeLensRefreshRequest.type);
    if (features.refreshesInlayHints && wantsHints) void connection.sendRequest(InlayHintRefreshRequest.type);
    if (showsFindings) void connection.sendNotification(findingsChanged.method, {});
    if (showsTenants) void connection.sendNotification(tenantMapChanged.method, {});
  }

  #openPaths(): string[] {
    return [...this.#session.documents.all()].map(open => open.path);
  }

  /** Tells of the given files, by default of all that the client shows or has to show, and returns their reports. */
  #tellAll(paths?: string[]): Report[] {
    const { connection, documents, features, reports: all } = this.#session;
    const reports =
      paths === undefined ? this.#current(this.#told.keys()) : this.#known(paths).map(path => all.of(path));
    if (!features.pullsDiagnostics) {
      this.#push(reports);
      return reports;
    }
    const isStale = ({ path, resultId }: Report) => (this.#told.get(path) ?? resultId) !== resultId;
    if (reports.some(report => documents.at(report.path) && isStale(report)))
      connection.languages.diagnostics.refresh();
    for (const listener of this.#listeners) {
      this.#tell(listener, paths === undefined ? this.#current(listener.told.keys()) : reports);
    }
    return reports;
  }

  #current(known: Iterable<string>): Report[] {
    const { reports } = this.#session;
    return this.#known([...new Set([...reports.paths(), ...known])]).map(path => reports.of(path));
  }

  /** A folder that is being read says nothing yet, which is not the same as that there is nothing. */
  #known(paths: string[]): string[] {
    return paths.filter(path => this.#session.folders.of(path)?.isReady !== false);
  }

  #push(reports: Report[]): void {
    for (const { path, uri, version, items, resultId } of reports) {
      const before = this.#told.get(path);
      if (before === resultId || (before === undefined && items.length === 0)) continue;
      void this.#session.connection.sendDiagnostics({ uri, version: version ?? undefined, diagnostics: items });
      if (items.length === 0) this.#told.delete(path);
      else this.#told.set(path, resultId);
    }
  }

  #tell(listener: Listener, reports: Report[]): void {
    const changed = reports.filter(({ path, resultId, items }) => {
      const before = listener.told.get(path);
      return before !== resultId && (before !== undefined || items.length > 0);
    });
    if (changed.length === 0) return;
    listener.send(changed.map(fullReport));
    for (const { path, items, resultId } of changed) {
      if (items.length === 0) listener.told.delete(path);
      else listener.told.set(path, resultId);
    }
  }

  #tellStatus(reports: Report[]): void {
    const { folders, showsClosedFiles, status } = this.#session;
    if (folders.all().some(folder => !folder.isReady)) return;
    const files = folders.all().reduce((sum, folder) => sum + folder.engine.paths().length, 0);
    status.tell({ state: "ready", reason: reachText(files, showsClosedFiles), findings: countItems(reports) });
  }
}

function reachText(files: number, showsClosedFiles: boolean): string {
  if (files === 0) return l10n.t("There is no file of a known language in the workspace.");
  if (files === 1) return l10n.t("1 file read; its findings are shown.");
  return showsClosedFiles
    ? l10n.t("{0} files read; findings of all files are shown.", files)
    : l10n.t("{0} files read; findings of open files are shown.", files);
}

export function fullReport({ uri, version, resultId, items }: Report): WorkspaceDocumentDiagnosticReport {
  return { kind: "full", uri, version, resultId, items };
}
