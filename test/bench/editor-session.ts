/** A language server as an editor drives it: opens files, types, asks for diagnostics and code actions. All times in ms. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type ProtocolConnection,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { SERVER_FLAGS } from "../../client/server-flags.ts";
import { residentKb } from "./measure.ts";

const server = fileURLToPath(new URL("../../dist/server.js", import.meta.url));

export class EditorSession {
  readonly #root: string;
  readonly #process: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #versions = new Map<string, number>();
  #ended = false;

  private constructor(root: string, cache: string) {
    this.#root = root;
    this.#process = spawn(process.execPath, [...SERVER_FLAGS, server, "--stdio"], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, XDG_CACHE_HOME: cache },
    });
    this.#process.on("exit", () => (this.#ended = true));
    this.#connection = createProtocolConnection(
      new StreamMessageReader(this.#process.stdout!),
      new StreamMessageWriter(this.#process.stdin!),
    );
    this.#connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) => items.map(() => null));
    this.#connection.onRequest("workspace/diagnostic/refresh", () => null);
    this.#connection.onRequest("client/registerCapability", () => null);
    this.#connection.onRequest("window/workDoneProgress/create", () => null);
    this.#connection.listen();
  }

  static async start(root: string, cache: string): Promise<EditorSession> {
    const session = new EditorSession(root, cache);
    await session.#connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: pathToFileURL(root).href,
      workspaceFolders: [{ uri: pathToFileURL(root).href, name: "bench" }],
      capabilities: {
        textDocument: { diagnostic: { relatedInformation: true }, publishDiagnostics: {} },
        workspace: { diagnostics: { refreshSupport: true }, workspaceFolders: true },
      },
    });
    await session.#connection.sendNotification("initialized", {});
    return session;
  }

  async open(path: string, languageId: string): Promise<Diagnostic[]> {
    this.#versions.set(path, 1);
    await this.#connection.sendNotification("textDocument/didOpen", {
      textDocument: {
        uri: this.#uri(path),
        languageId,
        version: 1,
        text: readFileSync(join(this.#root, path), "utf8"),
      },
    });
    return this.diagnostics(path);
  }

  /** Puts text at a 0-based position (or takes `remove` characters away) and waits for the file's diagnostics. */
  type(path: string, line: number, character: number, text: string, remove = 0): Promise<number> {
    const range = { start: { line, character }, end: { line, character: character + remove } };
    return this.#edit(path, range, text);
  }

  /** Takes the end of an empty line away, as Backspace does. */
  join(path: string, line: number): Promise<number> {
    return this.#edit(path, { start: { line, character: 0 }, end: { line: line + 1, character: 0 } }, "");
  }

  async #edit(path: string, range: Range, text: string): Promise<number> {
    const version = this.#versions.get(path)! + 1;
    this.#versions.set(path, version);
    const start = performance.now();
    const changed = this.#connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: this.#uri(path), version },
      contentChanges: [{ range, text }],
    });
    const report = this.diagnostics(path);
    await changed;
    await report;
    return performance.now() - start;
  }

  async diagnostics(path: string): Promise<Diagnostic[]> {
    const report = await this.#connection.sendRequest<DocumentDiagnosticReport>("textDocument/diagnostic", {
      textDocument: { uri: this.#uri(path) },
    });
    return report.kind === "full" ? report.items : [];
  }

  async codeActions(path: string, diagnostic: Diagnostic): Promise<{ ms: number; count: number }> {
    const start = performance.now();
    const actions = await this.#connection.sendRequest<unknown[]>("textDocument/codeAction", {
      textDocument: { uri: this.#uri(path) },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic], triggerKind: 1 },
    });
    return { ms: performance.now() - start, count: actions.length };
  }

  async scan(): Promise<number> {
    const start = performance.now();
    await this.#connection.sendRequest("faultline/scanWorkspace", {});
    return performance.now() - start;
  }

  /** Highest resident memory so far, in MB. */
  peakMb(): number | undefined {
    const kb = this.#process.pid === undefined ? undefined : residentKb(this.#process.pid);
    return kb === undefined ? undefined : kb / 1024;
  }

  async stop(): Promise<void> {
    if (!this.#ended) {
      await this.#connection.sendRequest("shutdown");
      await this.#connection.sendNotification("exit");
    }
    this.#connection.dispose();
    this.#process.kill();
  }

  #uri(path: string): string {
    return pathToFileURL(join(this.#root, path)).href;
  }
}
