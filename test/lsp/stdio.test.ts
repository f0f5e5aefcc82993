import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, it } from "mocha";
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";

const cli = fileURLToPath(new URL("../../server/cli/main.ts", import.meta.url));

describe("faultline lsp --stdio", function () {
  this.timeout(60_000);

  it("serves an editor with the real rules, says nothing else on its output and ends when told", async () => {
    const server = spawn(process.execPath, ["--import", "tsx", cli, "lsp", "--stdio"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    const faults: unknown[] = [];
    connection.onError(([error]) => faults.push(error));
    connection.listen();
    const params = { processId: process.pid, rootUri: null, workspaceFolders: null, capabilities: {} };
    const { capabilities, serverInfo } = await connection.sendRequest<{ capabilities: object; serverInfo: object }>(
      "initialize",
      params,
    );
    assert.deepEqual(serverInfo, { name: "Faultline" });
    assert.deepEqual(Object.keys(capabilities).sort(), [
      "codeActionProvider",
      "codeLensProvider",
      "hoverProvider",
      "inlayHintProvider",
      "positionEncoding",
      "textDocumentSync",
      "workspace",
    ]);
    await connection.sendNotification("initialized", {});
    const answer = await connection.sendRequest<{ markdown?: string }>("faultline/ruleDocument", {
      rule: "no-unenforced-limiter",
    });
    assert.match(answer.markdown ?? "", /no-unenforced-limiter/u);
    await connection.sendRequest("shutdown");
    const ended = once(server, "exit");
    await connection.sendNotification("exit");
    assert.deepEqual(await ended, [0, null]);
    assert.deepEqual(faults, []);
    connection.dispose();
  });
});
