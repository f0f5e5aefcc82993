import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, it } from "mocha";
import {
  createProtocolConnection,
  ProgressType,
  StreamMessageReader,
  StreamMessageWriter,
  type DocumentDiagnosticReport,
  type ProtocolConnection,
} from "vscode-languageserver/node";
import { folderWith } from "../engine/temporary-folder.ts";

const main = fileURLToPath(new URL("../../server/lsp/main.ts", import.meta.url));
const TASK = `from celery import shared_task

@shared_task(bind=True, max_retries=12)
def push(self):
    raise self.retry(countdown=60 * (2 ** self.request.retries))
`;

interface Server {
  process: ChildProcess;
  connection: ProtocolConnection;
  ended: Promise<unknown>;
}

async function start(root: string, cache: string, processId: number | undefined = process.pid): Promise<Server> {
  const server = spawn(process.execPath, ["--import", "tsx", main, "--stdio"], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, XDG_CACHE_HOME: cache },
  });
  const ended = once(server, "exit");
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.listen();
  const uri = pathToFileURL(root).href;
  const folders = [{ uri, name: "root" }];
  const capabilities = { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } };
  await connection.sendRequest("initialize", { processId, rootUri: uri, workspaceFolders: folders, capabilities });
  await connection.sendNotification("initialized", {});
  return { process: server, connection, ended };
}

/** Resolves once a scan of the workspace is in the middle of checking files. */
async function inMidScan({ connection }: Server): Promise<void> {
  await new Promise<void>(resolve => {
    connection.onProgress(new ProgressType<{ files?: unknown }>(), "part", () => resolve());
    connection.sendRequest("faultline/scanWorkspace", { partialResultToken: "part" }).catch(() => undefined);
  });
}

describe("a death", function () {
  this.timeout(60_000);
  const names = Array.from({ length: 150 }, (_, index) => `app/push_${index}.py`);
  const files = Object.fromEntries(names.map(name => [name, TASK]));

  it("of the server in the middle of a scan leaves nothing behind: the next one says what is true then", async () => {
    const root = folderWith(files);
    const cache = folderWith({});
    const first = await start(root, cache);
    await inMidScan(first);
    first.process.kill("SIGKILL");
    await first.ended;
    first.connection.dispose();
    const second = await start(root, cache);
    const pulled = async (name: string, text: string) => {
      const uri = pathToFileURL(join(root, name)).href;
      const textDocument = { uri, languageId: "python", version: 1, text };
      await second.connection.sendNotification("textDocument/didOpen", { textDocument });
      const report = await second.connection.sendRequest<DocumentDiagnosticReport>("textDocument/diagnostic", {
        textDocument,
      });
      return report.kind === "full" ? report.items.map(item => item.code) : [];
    };
    assert.deepEqual(await pulled(names[0]!, TASK), await pulled(names[149]!, TASK));
    assert.ok((await pulled(names[1]!, TASK)).includes("no-uncapped-backoff"));
    assert.deepEqual(await pulled(names[2]!, TASK.replace("max_retries=12", "max_retries=0")), []);
    await second.connection.sendRequest("shutdown");
    await second.connection.sendNotification("exit");
    await second.ended;
    second.connection.dispose();
  });

  it("of the client ends the server, also in the middle of a scan", async () => {
    const server = await start(folderWith(files), folderWith({}));
    await inMidScan(server);
    server.process.stdin!.destroy();
    server.process.stdout!.destroy();
    await server.ended;
    server.connection.dispose();
  });

  it("of the process that the client named ends the server, though its pipes stay open", async () => {
    const parent = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    const server = await start(folderWith({ "a.py": TASK }), folderWith({}), parent.pid);
    parent.kill("SIGKILL");
    await server.ended;
    server.connection.dispose();
  });
});
