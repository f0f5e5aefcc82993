import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import {
  ErrorCodes,
  ResponseError,
  RevealOutputChannelOn,
  State,
  WorkDoneProgress,
  type BaseLanguageClient,
  type CodeAction,
  type LanguageClientOptions,
  type WorkDoneProgressBegin,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from "vscode-languageclient";
import {
  clientCommands,
  defaultSettings,
  scanWorkspace,
  statusChanged,
  type ClientOptions,
  type NotificationName,
  type RequestName,
  type ScanParams,
  type ScanResult,
  type Settings,
} from "../server/protocol.ts";
import type { Selector } from "./document-selector.ts";
import type { StatusItem } from "./status-item.ts";

/** How this editor runs the server, and which of its files the server is asked about. */
export interface ServerSetup {
  documentSelector: Selector;
  /** Whether files that no editor holds are read, too, so that the whole program is seen. */
  readsProgram: boolean;
  /** The client of a server that does not run yet. */
  createClient(options: LanguageClientOptions): BaseLanguageClient;
}

/** Starts, restarts and stops the bundled server, and keeps the status item true while it does. */
export class ServerConnection implements vscode.Disposable {
  readonly output = vscode.window.createOutputChannel("Faultline", { log: true });
  readonly #setup: ServerSetup;
  readonly #status: StatusItem;
  readonly #settings: vscode.Disposable;
  readonly #changes = new vscode.EventEmitter<void>();
  /** After the server has started or stopped, or could not start. */
  readonly onDidChangeState = this.#changes.event;
  #wasScanned = false;
  readonly #listeners: { method: string; listen: () => void }[] = [];
  #client: BaseLanguageClient | undefined;
  #starting: Promise<void> = Promise.resolve();

  constructor(setup: ServerSetup, status: StatusItem) {
    this.#setup = setup;
    this.#status = status;
    this.#settings = vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration("faultline.enable")) void this.restart();
    });
  }

  get readsProgram(): boolean {
    return this.#setup.readsProgram;
  }

  /** Never rejects: a server that does not start is told by the status item, with the way to the log. */
  start(): Promise<void> {
    this.#starting = this.#start();
    return this.#starting.then(() => this.#changes.fire());
  }

  async stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (client === undefined) return;
    try {
      await client.dispose();
    } catch (error) {
      // A server that is gone cannot say goodbye; the log keeps what it said.
      this.output.warn(l10n.t("The language server did not stop in order: {0}", String(error)));
    }
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Calls `listen` whenever a server says so, also one that is started later. To be called before {@link start}. */
  on<Params>({ method }: NotificationName<Params>, listen: () => void): void {
    this.#listeners.push({ method, listen });
  }

  /** Undefined when no server runs, or not until the answer; one that is starting is waited for. */
  async request<Params, Result>(
    name: RequestName<Params, Result>,
    params: Params,
    token?: vscode.CancellationToken,
  ): Promise<Result | undefined> {
    await this.#starting;
    if (this.#client?.state !== State.Running) return undefined;
    try {
      // An absent token would be sent as a second parameter.
      return await this.#client.sendRequest<Result>(name.method, params, ...(token === undefined ? [] : [token]));
    } catch (error) {
      // It died meanwhile; the client library starts another one.
      if (error instanceof ResponseError && lostCodes.has(error.code)) return undefined;
      throw error;
    }
  }

  /** From the answer on closed files keep their findings, also when another server takes over. */
  async scan(params: ScanParams, token: vscode.CancellationToken): Promise<ScanResult | undefined> {
    const result = await this.request(scanWorkspace, params, token);
    this.#wasScanned ||= result !== undefined;
    return result;
  }

  /** An edit of the protocol as one of the editor; undefined when there is none. */
  async workspaceEditOf(edit: object | undefined): Promise<vscode.WorkspaceEdit | undefined> {
    return edit === undefined ? undefined : this.#client?.protocol2CodeConverter.asWorkspaceEdit(edit);
  }

  /** The quick fixes at a place of an open document, each with the findings that it is for: the editor's own command leaves those out. */
  async quickFixes(uri: vscode.Uri, range: vscode.Range): Promise<vscode.CodeAction[]> {
    const client = this.#client;
    if (client === undefined) return [];
    const { asUri, asRange } = client.code2ProtocolConverter;
    const context = { diagnostics: [], only: [vscode.CodeActionKind.QuickFix.value] };
    const params = { textDocument: { uri: asUri(uri) }, range: asRange(range), context };
    const answer = await this.request<typeof params, CodeAction[]>({ method: "textDocument/codeAction" }, params);
    return Promise.all((answer ?? []).map(action => client.protocol2CodeConverter.asCodeAction(action)));
  }

  /** Hands every progress report under `token` to `listen`, until the result is disposed. */
  onProgress(token: string, listen: (value: WorkDone) => void): vscode.Disposable {
    const listener = this.#client?.onProgress(WorkDoneProgress.type, token, listen);
    return listener ?? new vscode.Disposable(() => undefined);
  }

  async dispose(): Promise<void> {
    this.#settings.dispose();
    await this.stop();
    this.#changes.dispose();
    this.output.dispose();
  }

  async #start(): Promise<void> {
    if (!readSettings().enable) {
      this.#status.show({ state: "disabled", reason: l10n.t("Switched off by the setting `faultline.enable`.") });
      return;
    }
    this.#status.show({ state: "starting", reason: l10n.t("The language server is starting.") });
    const client = this.#setup.createClient(this.#clientOptions());
    this.#client = client;
    client.onNotification(statusChanged.method, status => this.#status.show(status));
    for (const { method, listen } of this.#listeners) client.onNotification(method, listen);
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Starting || this.#client !== client) return;
      this.#changes.fire();
      if (newState === State.Stopped)
        this.#status.show({ state: "failed", reason: l10n.t("The language server stopped; the output tells why.") });
    });
    try {
      await client.start();
    } catch (error) {
      this.output.error(error instanceof Error ? error : String(error));
      this.#status.show({
        state: "failed",
        reason: l10n.t("The language server did not start; the output tells why."),
      });
    }
  }

  #clientOptions(): LanguageClientOptions {
    const initializationOptions = (): ClientOptions => ({
      commands: Object.values(clientCommands),
      settings: readSettings(),
      wasScanned: this.#wasScanned,
      ...(this.#setup.readsProgram ? {} : { texts: vscode.l10n.bundle }),
    });
    return {
      documentSelector: this.#setup.documentSelector,
      initializationOptions,
      outputChannel: this.output,
      traceOutputChannel: this.output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      diagnosticCollectionName: "faultline",
      diagnosticPullOptions: { onChange: true, onSave: true },
    };
  }
}

/** Of a request whose server is gone. */
const lostCodes: ReadonlySet<number> = new Set([ErrorCodes.PendingResponseRejected, ErrorCodes.ConnectionInactive]);

export type WorkDone = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

function readSettings(): Settings {
  const section = vscode.workspace.getConfiguration("faultline");
  // What the editor gives of a setting with parts is a proxy, which no message to a worker can hold.
  const read = <Key extends keyof Settings>(key: Key): Settings[Key] =>
    JSON.parse(JSON.stringify(section.get<Settings[Key]>(key, defaultSettings[key])));
  return {
    enable: read("enable"),
    run: read("run"),
    diagnosticMode: read("diagnosticMode"),
    preset: read("preset"),
    codeLens: read("codeLens"),
    inlayHints: read("inlayHints"),
    levels: read("levels"),
  };
}
