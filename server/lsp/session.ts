import * as l10n from "@vscode/l10n";
import {
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type Connection,
  type InitializeParams,
} from "vscode-languageserver";
import { defaultSettings, type Settings } from "../protocol.ts";
import type { Knowledge } from "../engine/knowledge.ts";
import type { Progress } from "../engine/scan-result.ts";
import { clientFeatures, type ClientFeatures } from "./client-features.ts";
import { Debouncer } from "./debouncer.ts";
import { Documents, type OpenDocument } from "./documents.ts";
import type { Folder } from "./folder.ts";
import { Folders } from "./folders.ts";
import { Publisher } from "./publisher.ts";
import { Reports } from "./reports.ts";
import { StatusReporter } from "./status-reporter.ts";
import { uriOfPath } from "./uris.ts";

/** A pause in typing after which the text is looked at. */
const typingPauseMs = 200;

/** What the server knows before it sees a workspace. */
export interface ServerKnowledge {
  /** Rule id → markdown. */
  ruleDocuments: Promise<Readonly<Record<string, string>>>;
  /** Stands in for `rules/`. */
  knowledge?: Knowledge;
}

/** All state of one connection. The methods are functions over it; dropping it drops everything. */
export class Session {
  readonly connection: Connection;
  readonly documents = new Documents();
  readonly folders = new Folders();
  readonly reports = new Reports(this);
  readonly publisher = new Publisher(this);
  readonly status: StatusReporter;
  readonly typing = new Debouncer(typingPauseMs);
  readonly known: ServerKnowledge;
  features: ClientFeatures = clientFeatures({ processId: null, rootUri: null, capabilities: {} });
  settings: Settings = defaultSettings;
  /** The client opened a folder, so that files elsewhere are none of our business. */
  hasFolders = false;
  /** A scan was asked for, so that closed files keep their findings whatever the setting says. */
  wasScanned = false;
  /** The client asked for the tenant map, so it wants to hear when it may be another one. */
  showsTenants = false;
  /** The same of the list of findings. */
  showsFindings = false;

  constructor(connection: Connection, known: ServerKnowledge) {
    this.connection = connection;
    this.known = known;
    this.status = new StatusReporter(connection);
  }

  get showsClosedFiles(): boolean {
    return this.wasScanned || this.settings.diagnosticMode === "workspace";
  }

  initialize(params: InitializeParams): void {
    this.features = clientFeatures(params);
    this.settings = { ...defaultSettings, ...this.features.settings };
    this.wasScanned = this.features.wasScanned;
  }

  /** The client's own spelling when it has the file open. */
  readonly uriOf = (absolute: string): string => this.documents.at(absolute)?.uri ?? uriOfPath(absolute);

  addFolder(root: string): void {
    const folder = this.folders.add({
      root,
      settings: this.settings,
      levels: () => this.settings.levels,
      ...this.known,
      log: message => this.connection.console.info(message),
      onProgress: progress => this.tellProgress(progress),
    });
    if (folder === undefined) return;
    for (const open of this.documents.all()) if (this.folders.of(open.path) === folder) this.analyse(open);
    folder.ready.then(
      () => this.publisher.schedule(),
      error => this.status.fail(l10n.t("reading {0}", root), error),
    );
  }

  /** Gives the engine the text that the client has now; whatever waits for a pause in typing waits no longer. */
  analyse(open: OpenDocument): void {
    this.typing.cancel(open.path);
    this.read(open);
  }

  /** The same for one question in the midst of typing: what waits for a pause goes on waiting. */
  read(open: OpenDocument): void {
    if (open.analysed === open.document) return;
    const folder = this.folders.of(open.path);
    if (folder === undefined) return;
    folder.engine.setDocument(folder.pathOf(open.path), open.document.getText());
    open.analysed = open.document;
    this.publisher.scheduleWhileTyping();
  }

  /** The folder of a file once it can answer; undefined for files outside of the workspace. */
  async folderOf(absolute: string, token: CancellationToken): Promise<Folder | undefined> {
    const folder = this.folders.of(absolute);
    await this.unlessCancelled(folder?.ready ?? Promise.resolve(), token);
    return folder;
  }

  /** Waits, but no longer than the client does. */
  async unlessCancelled<Value>(work: Promise<Value>, token: CancellationToken): Promise<Value> {
    const cancelled = () => new ResponseError<void>(LSPErrorCodes.RequestCancelled, "The request was cancelled.");
    if (token.isCancellationRequested) throw cancelled();
    let listener: { dispose(): void } | undefined;
    const cancellation = new Promise<never>((_, reject) => {
      listener = token.onCancellationRequested(() => reject(cancelled()));
    });
    try {
      return await Promise.race([work, cancellation]);
    } finally {
      listener?.dispose();
    }
  }

  tellProgress({ phase, done, total }: Progress): void {
    const progress = total === 0 ? undefined : { done, total };
    this.status.tell({ state: "scanning", reason: phaseText(phase), progress });
  }

  dispose(): void {
    this.status.end();
    this.typing.dispose();
    this.publisher.dispose();
    this.folders.dispose();
  }
}

function phaseText(phase: Progress["phase"]): string {
  switch (phase) {
    case "discover":
      return l10n.t("Listing the files of the workspace.");
    case "summarise":
      return l10n.t("Reading the workspace.");
    case "link":
      return l10n.t("Linking the workspace.");
    case "check":
      return l10n.t("Checking the workspace.");
  }
}
