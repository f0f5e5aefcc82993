import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { PassThrough } from "node:stream";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  createConnection,
  createProtocolConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type CodeAction,
  type CodeLens,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type InlayHint,
  type LogMessageParams,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type RegistrationParams,
  type TextDocumentEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { serve } from "../../server/lsp/server.ts";
import type { ServerKnowledge } from "../../server/lsp/session.ts";
import type { Status } from "../../server/protocol.ts";
import { toyDocuments, toyKnowledge } from "./toy-knowledge.ts";

/** What editors of three kinds can do. */
export const pulling: ClientCapabilities = {
  textDocument: {
    diagnostic: { relatedInformation: true, codeDescriptionSupport: true },
    hover: { contentFormat: ["markdown"] },
  },
  workspace: {
    diagnostics: { refreshSupport: true },
    workspaceEdit: { documentChanges: true },
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
};

export const pushing: ClientCapabilities = {
  textDocument: { publishDiagnostics: { relatedInformation: true } },
  workspace: { workspaceEdit: { documentChanges: true } },
};

export const bare: ClientCapabilities = {};

/**
 * A client without a window, with a server of its own and toy rules: it keeps texts and diagnostics as an editor does, and
 * applies edits as an editor does.
 */
export class TestEditor {
  readonly root: string;
  readonly connection: ProtocolConnection;
  /** What the server pushed last, by file name. */
  readonly shown = new Map<string, Diagnostic[]>();
  readonly registered: string[] = [];
  readonly logged: string[] = [];
  readonly statuses: Status[] = [];
  refreshes = 0;
  lensRefreshes = 0;
  hintRefreshes = 0;
  /** How often the server said that the tenant map may be another one. */
  tenantChanges = 0;
  /** The same of the list of findings. */
  findingsChanges = 0;
  readonly #texts = new Map<string, TextDocument>();

  static async start(
    files: Record<string, string>,
    capabilities: ClientCapabilities,
    options: {
      settings?: object;
      commands?: string[];
      folders?: string[];
      known?: ServerKnowledge;
      locale?: string;
      texts?: Record<string, string>;
      wasScanned?: boolean;
    } = {},
  ): Promise<TestEditor> {
    const root = await realpath(await mkdtemp(path.join(tmpdir(), "faultline-lsp-")));
    for (const [name, text] of Object.entries(files)) await write(root, name, text);
    const toy = { ruleDocuments: Promise.resolve(toyDocuments), knowledge: toyKnowledge() };
    const editor = new TestEditor(root, options.known ?? toy);
    const { settings, commands, texts, wasScanned } = options;
    const folders = (options.folders ?? [""]).map(name => ({ uri: editor.uri(name), name: name || "root" }));
    await editor.connection.sendRequest("initialize", {
      processId: null,
      locale: options.locale,
      rootUri: folders[0]?.uri ?? null,
      workspaceFolders: capabilities.workspace?.workspaceFolders ? folders : null,
      capabilities,
      initializationOptions: { settings, commands, texts, wasScanned },
    });
    await editor.connection.sendNotification("initialized", {});
    return editor;
  }

  private constructor(root: string, known: ServerKnowledge) {
    this.root = root;
    const toServer = new PassThrough();
    const toClient = new PassThrough();
    this.connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    const server = createConnection(
      ProposedFeatures.all,
      new StreamMessageReader(toServer),
      new StreamMessageWriter(toClient),
    );
    serve(server, known);
    server.listen();
    this.#listen();
    this.connection.listen();
  }

  uri(name: string): string {
    return pathToFileURL(path.join(this.root, name)).href.replace(/\/$/u, "");
  }

  async open(name: string, text?: string, version = 1): Promise<void> {
    const held = TextDocument.create(this.uri(name), "any", version, text ?? (await this.read(name)));
    this.#texts.set(name, held);
    await this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri: held.uri, languageId: held.languageId, version, text: held.getText() },
    });
  }

  /** Replaces the whole text, or a range of it. */
  async change(name: string, text: string, version?: number, range?: Range): Promise<void> {
    const held = this.#texts.get(name)!;
    const change = range === undefined ? { text } : { text, range };
    TextDocument.update(held, [change], version ?? held.version + 1);
    await this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: held.uri, version: held.version },
      contentChanges: [change],
    });
  }

  async save(name: string): Promise<void> {
    await write(this.root, name, this.text(name));
    await this.connection.sendNotification("textDocument/didSave", { textDocument: { uri: this.uri(name) } });
  }

  async close(name: string): Promise<void> {
    this.#texts.delete(name);
    await this.connection.sendNotification("textDocument/didClose", { textDocument: { uri: this.uri(name) } });
  }

  /** Changes the disk and tells so as a file watcher does. `undefined` deletes. */
  async onDisk(name: string, text: string | undefined): Promise<void> {
    if (text === undefined) await rm(path.join(this.root, name), { recursive: true });
    else await write(this.root, name, text);
    await this.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: this.uri(name), type: text === undefined ? 3 : 2 }],
    });
  }

  text(name: string): string {
    return this.#texts.get(name)!.getText();
  }

  async read(name: string): Promise<string> {
    return readFile(path.join(this.root, name), "utf8");
  }

  async pull(name: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest("textDocument/diagnostic", {
      textDocument: { uri: this.uri(name) },
      previousResultId,
    });
  }

  async pulled(name: string): Promise<Diagnostic[]> {
    const report = await this.pull(name);
    return report.kind === "full" ? report.items : [];
  }

  async actions(name: string, range: Range, only?: string[]): Promise<CodeAction[]> {
    return this.connection.sendRequest("textDocument/codeAction", {
      textDocument: { uri: this.uri(name) },
      range,
      context: { diagnostics: [], only },
    });
  }

  async codeLenses(name: string): Promise<CodeLens[]> {
    const params = { textDocument: { uri: this.uri(name) } };
    return (await this.connection.sendRequest<CodeLens[] | null>("textDocument/codeLens", params)) ?? [];
  }

  /** Of the whole file, unless only a part of it is on show. */
  async hints(name: string, range?: Range): Promise<InlayHint[]> {
    const whole = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };
    const params = { textDocument: { uri: this.uri(name) }, range: range ?? whole };
    return (await this.connection.sendRequest<InlayHint[] | null>("textDocument/inlayHint", params)) ?? [];
  }

  async resolvedHint(hint: InlayHint): Promise<InlayHint> {
    return this.connection.sendRequest("inlayHint/resolve", hint);
  }

  async hover(name: string, position: Position): Promise<string> {
    const hover = await this.connection.sendRequest<Hover | null>("textDocument/hover", {
      textDocument: { uri: this.uri(name) },
      position,
    });
    return hover === null ? "" : (hover.contents as { value: string }).value;
  }

  /** Applies as an editor does: refuses edits of another version than its own. */
  async apply({ edit }: CodeAction): Promise<void> {
    const edits = edit?.documentChanges as TextDocumentEdit[] | undefined;
    const changes =
      edits ??
      Object.entries(edit?.changes ?? {}).map(([uri, plain]) => ({
        textDocument: { uri, version: null },
        edits: plain,
      }));
    for (const { textDocument, edits: plain } of changes) {
      const [name, held] = [...this.#texts].find(([, text]) => text.uri === textDocument.uri)!;
      if (textDocument.version !== null && textDocument.version !== held.version) throw new Error("another version");
      await this.change(name, TextDocument.applyEdits(held, plain as never));
    }
  }

  /** Waits until `look` gives something true; fails after a while, and says what it saw last. */
  async until<Value>(
    look: () => Value | Promise<Value>,
    what = "what was waited for",
    ms = 5_000,
  ): Promise<NonNullable<Value>> {
    const end = Date.now() + ms;
    for (;;) {
      const value = await look();
      if (value) return value;
      if (Date.now() > end) throw new Error(`${what} did not come; shown: ${JSON.stringify([...this.shown])}`);
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  async untilShown(name: string, messages: string[]): Promise<void> {
    const want = JSON.stringify(messages);
    const seen = () => JSON.stringify((this.shown.get(name) ?? []).map(one => one.message));
    await this.until(() => seen() === want, `${want} in ${name}`);
  }

  /** Without `exit`, which would end the process of the tests. */
  async stop(): Promise<void> {
    await this.connection.sendRequest("shutdown");
    this.connection.dispose();
    await rm(this.root, { recursive: true, force: true });
  }

  #listen(): void {
    const { connection } = this;
    const nameOf = (uri: string) => path.relative(this.root, fileURLToPath(uri)).replaceAll(path.sep, "/");
    connection.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }: PublishDiagnosticsParams) => {
      this.shown.set(nameOf(uri), diagnostics);
    });
    connection.onRequest("client/registerCapability", ({ registrations }: RegistrationParams) => {
      this.registered.push(...registrations.map(one => one.method));
    });
    connection.onRequest("workspace/diagnostic/refresh", () => {
      this.refreshes++;
    });
    connection.onRequest("workspace/codeLens/refresh", () => {
      this.lensRefreshes++;
    });
    connection.onRequest("workspace/inlayHint/refresh", () => {
      this.hintRefreshes++;
    });
    connection.onNotification("faultline/tenantMapChanged", () => {
      this.tenantChanges++;
    });
    connection.onNotification("faultline/findingsChanged", () => {
      this.findingsChanges++;
    });
    connection.onNotification("window/logMessage", ({ message }: LogMessageParams) => {
      this.logged.push(message);
    });
    connection.onNotification("faultline/status", (status: Status) => {
      this.statuses.push(status);
    });
  }
}

async function write(root: string, name: string, text: string): Promise<void> {
  const file = path.join(root, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** Range of the first occurrence of a word, for asking questions about it. */
export function rangeOf(text: string, word: string): Range {
  const document = TextDocument.create("", "", 0, text);
  const start = text.indexOf(word);
  return { start: document.positionAt(start), end: document.positionAt(start + word.length) };
}
