/**
 * A client out of its mind: requests in any order, unknown documents, versions that go back, ranges beyond the end,
 * cancelled requests, halves of characters. The server answers every request, with a result or an error, and lives; in the
 * end it shows of each open document what a new server shows.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import {
  CancellationTokenSource,
  createConnection,
  createProtocolConnection,
  type DocumentDiagnosticReport,
  type LogMessageParams,
  MessageType,
  ProposedFeatures,
  type ProtocolConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { loadDocuments } from "../../server/engine/knowledge.ts";
import { serve } from "../../server/lsp/server.ts";
import { damaged } from "./mutations.ts";
import { parametersOf, type Target } from "./target.ts";

const ANSWER_MS = 30_000;
const NAMES = ["app.ts", "worker/tasks.py", "db/0001.sql", "with space #1 %41.ts", "größe.py", "notes.txt"];

interface Message {
  kind: "open" | "replace" | "edit" | "close" | "save" | "ask" | "watch";
  name: string;
  text: string;
  version: number;
  position: [number, number, number, number];
  method: string;
  cancel: boolean;
}

const METHODS = [
  "textDocument/diagnostic",
  "textDocument/hover",
  "textDocument/codeAction",
  "workspace/diagnostic",
  "faultline/explainFile",
  "faultline/ruleDocument",
  "faultline/scanWorkspace",
  "textDocument/definition",
  "faultline/nothing",
];

export const protocol: Target = {
  name: "protocol",
  async run(effort) {
    const number = fc.oneof(fc.nat(60), fc.constantFrom(0, -1, 4_294_967_295, 2_147_483_647, 0.5));
    const message: fc.Arbitrary<Message> = fc.record({
      kind: fc.constantFrom("open", "replace", "edit", "edit", "edit", "close", "save", "ask", "ask", "watch"),
      name: fc.constantFrom(...NAMES),
      text: fc.oneof(
        damaged(effort.sources).map(one => one.text),
        fc.string({ unit: "binary", maxLength: 20 }),
      ),
      version: fc.oneof(fc.nat(20), fc.constantFrom(-5, 2 ** 31)),
      position: fc.tuple(number, number, number, number),
      method: fc.constantFrom(...METHODS),
      cancel: fc.boolean(),
    });
    const property = fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 25 }), async messages => {
      effort.tick();
      await converse(messages);
    });
    await fc.assert(property, parametersOf(effort));
  },
};

async function converse(messages: readonly Message[]): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "faultline-fuzz-"));
  const client = await Client.start(root);
  try {
    const asked: Promise<void>[] = [];
    for (const message of messages) asked.push(client.say(message));
    await Promise.all(asked);
    const shown = await client.shown();
    const other = await Client.start(root);
    try {
      for (const [name, text] of client.texts) await other.open(name, text, 1);
      assert.deepEqual(shown, await other.shown(), "stale findings");
    } finally {
      await other.stop();
    }
  } finally {
    await client.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

class Client {
  /** What the client believes each open document to hold: only whole-text changes, so that both sides must agree. */
  readonly texts = new Map<string, string>();
  readonly #root: string;
  readonly #connection: ProtocolConnection;
  readonly #streams: PassThrough[];
  /** What the server logged as an error of its own. */
  readonly #faults: string[] = [];

  private constructor(root: string, connection: ProtocolConnection, streams: PassThrough[]) {
    this.#root = root;
    this.#connection = connection;
    this.#streams = streams;
    connection.onNotification("window/logMessage", ({ type, message }: LogMessageParams) => {
      if (type === MessageType.Error) this.#faults.push(message);
    });
  }

  static async start(root: string): Promise<Client> {
    const [toServer, toClient] = [new PassThrough(), new PassThrough()];
    const server = createConnection(
      ProposedFeatures.all,
      new StreamMessageReader(toServer),
      new StreamMessageWriter(toClient),
    );
    serve(server, { ruleDocuments: loadDocuments() });
    server.listen();
    const connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    connection.onRequest("workspace/diagnostic/refresh", () => null);
    connection.onRequest("client/registerCapability", () => null);
    connection.onRequest("window/workDoneProgress/create", () => null);
    const client = new Client(root, connection, [toServer, toClient]);
    connection.listen();
    const uri = pathToFileURL(root).href;
    await answered(
      connection.sendRequest("initialize", {
        processId: null,
        rootUri: uri,
        workspaceFolders: [{ uri, name: "fuzz" }],
        capabilities: { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } },
      }),
    );
    await connection.sendNotification("initialized", {});
    return client;
  }

  async say(message: Message): Promise<void> {
    const { name, text, version, position } = message;
    const textDocument = { uri: this.#uri(name), version };
    const [startLine, startCharacter, endLine, endCharacter] = position;
    const range = {
      start: { line: startLine, character: startCharacter },
      end: { line: endLine, character: endCharacter },
    };
    switch (message.kind) {
      case "open":
        return this.open(name, text, version);
      case "replace":
      case "edit": {
        if (message.kind === "replace" && this.texts.has(name)) this.texts.set(name, text);
        // What a range beyond the text means is left to the server; the whole text comes after it.
        const whole =
          message.kind === "replace" || !this.texts.has(name)
            ? [{ text }]
            : [{ range, text }, { text: this.texts.get(name)! }];
        return this.#connection.sendNotification("textDocument/didChange", { textDocument, contentChanges: whole });
      }
      case "close":
        this.texts.delete(name);
        return this.#connection.sendNotification("textDocument/didClose", { textDocument });
      case "save":
        return this.#connection.sendNotification("textDocument/didSave", { textDocument });
      case "watch":
        return this.#connection.sendNotification("workspace/didChangeWatchedFiles", {
          changes: [{ uri: this.#uri(name), type: 1 + (Math.abs(version) % 3) }],
        });
      case "ask":
        return this.#ask(
          message.method,
          { textDocument, range, position: range.start, uri: textDocument.uri },
          message.cancel,
        );
    }
  }

  async open(name: string, text: string, version: number): Promise<void> {
    this.texts.set(name, text);
    await this.#connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri: this.#uri(name), languageId: "plaintext", version, text },
    });
  }

  /** Diagnostics of every open document. */
  async shown(): Promise<Record<string, unknown>> {
    const all: Record<string, unknown> = {};
    for (const name of [...this.texts.keys()].sort()) {
      const report = await answered(
        this.#connection.sendRequest<DocumentDiagnosticReport>("textDocument/diagnostic", {
          textDocument: { uri: this.#uri(name) },
        }),
      );
      all[name] = report.kind === "full" ? report.items : [];
    }
    return all;
  }

  async stop(): Promise<void> {
    await answered(this.#connection.sendRequest("shutdown"));
    this.#connection.dispose();
    for (const stream of this.#streams) stream.destroy();
    assert.deepEqual(this.#faults, []);
  }

  async #ask(method: string, params: object, cancel: boolean): Promise<void> {
    const source = new CancellationTokenSource();
    const answer = answered(
      this.#connection.sendRequest(
        method,
        { ...params, context: { diagnostics: [] }, previousResultIds: [] },
        source.token,
      ),
    );
    if (cancel) source.cancel();
    try {
      await answer;
    } catch (error) {
      // An error is an answer; silence is not.
      if (!(error instanceof ResponseError)) throw error;
    }
  }

  #uri(name: string): string {
    return pathToFileURL(join(this.#root, name)).href;
  }
}

async function answered<T>(request: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ANSWER_MS / 1000} s`)), ANSWER_MS);
  });
  try {
    return await Promise.race([request, late]);
  } finally {
    clearTimeout(timer);
  }
}
