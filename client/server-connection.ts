import * as vscode from "vscode";
import {
  ErrorCodes,
  LanguageClient,
  ResponseError,
  RevealOutputChannelOn,
  State,
  TransportKind,
  WorkDoneProgress,
  type LanguageClientOptions,
  type ServerOptions,
  type WorkDoneProgressBegin,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from "vscode-languageclient/node";
import {
  clientCommands,
  defaultSettings,
  statusChanged,
  type ClientOptions,
  type NotificationName,
  type RequestName,
  type Settings,
} from "../server/protocol.ts";
import { documentSelector } from "./document-selector.ts";
import type { StatusItem } from "./status-item.ts";

/** Starts, restarts and stops the bundled server, and keeps the status item true while it does. */
export class ServerConnection implements vscode.Disposable {
  readonly output = vscode.window.createOutputChannel("Faultline", { log: true });
  readonly #module: string;
  readonly #status: StatusItem;
  readonly #settings: vscode.Disposable;
  readonly #changes = new vscode.EventEmitter<void>();
  /** After the server has started or stopped, or could not start. */
  readonly onDidChangeState = this.#changes.event;
  readonly #listeners: { method: string; listen: () => void }[] = [];
  #client: LanguageClient | undefined;
  #starting: Promise<void> = Promise.resolve();

  constructor(module: string, status: StatusItem) {
    this.#module = module;
    this.#status = status;
    this.#settings = vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration("faultline.enable")) void this.restart();
    });
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
      this.output.warn(`The language server did not stop in order: ${String(error)}`);
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

  /** An edit of the protocol as one of the editor; undefined when there is none. */
  async workspaceEditOf(edit: object | undefined): Promise<vscode.WorkspaceEdit | undefined> {
    return edit === undefined ? undefined : this.#client?.protocol2CodeConverter.asWorkspaceEdit(edit);
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
      this.#status.show({ state: "disabled", reason: "Switched off by the setting `faultline.enable`." });
      return;
    }
    this.#status.show({ state: "starting", reason: "The language server is starting." });
    const client = new LanguageClient("faultline", "Faultline", this.#serverOptions(), this.#clientOptions());
    this.#client = client;
    client.onNotification(statusChanged.method, status => this.#status.show(status));
    for (const { method, listen } of this.#listeners) client.onNotification(method, listen);
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Starting || this.#client !== client) return;
      this.#changes.fire();
      if (newState === State.Stopped)
        this.#status.show({ state: "failed", reason: "The language server stopped; the output tells why." });
    });
    try {
      await client.start();
    } catch (error) {
      this.output.error(error instanceof Error ? error : String(error));
      this.#status.show({ state: "failed", reason: "The language server did not start; the output tells why." });
    }
  }

  #serverOptions(): ServerOptions {
    const run = { module: this.#module, transport: TransportKind.ipc };
    return { run, debug: { ...run, options: { execArgv: ["--nolazy", "--inspect=6009"] } } };
  }

  #clientOptions(): LanguageClientOptions {
    const initializationOptions: ClientOptions = { commands: Object.values(clientCommands), settings: readSettings() };
    return {
      documentSelector,
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
  const read = <Key extends keyof Settings>(key: Key) => section.get<Settings[Key]>(key, defaultSettings[key]);
  return {
    enable: read("enable"),
    run: read("run"),
    diagnosticMode: read("diagnosticMode"),
    preset: read("preset"),
    codeLens: read("codeLens"),
    inlayHints: read("inlayHints"),
  };
}
