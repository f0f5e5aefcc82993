import assert from "node:assert/strict";
import { rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, describe, it } from "mocha";
import {
  CancellationTokenSource,
  ProgressType,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver/node";
import { pulling, pushing, TestEditor } from "./test-editor.ts";

const files = { "a.ts": "TODO;\n", "lib/b.ts": "HMM;\n", "lib/c.py": "HMM\n" };
const workspaceMode = { settings: { diagnosticMode: "workspace" } };

describe("a workspace", function () {
  this.timeout(20_000);
  let editor: TestEditor;
  afterEach(() => editor.stop());

  it("shows open files only, until it is scanned; then closed files keep their findings", async () => {
    editor = await TestEditor.start(files, pushing);
    await editor.open("a.ts");
    await editor.untilShown("a.ts", ["`TODO` waits."]);
    await editor.close("a.ts");
    await editor.untilShown("a.ts", []);
    assert.equal(editor.shown.has("lib/b.ts"), false);
    const result = await editor.connection.sendRequest<object>("faultline/scanWorkspace", {});
    assert.deepEqual(
      { ...result, durationMs: 0 },
      { files: 3, errors: 1, warnings: 2, advice: 0, cancelled: false, durationMs: 0 },
    );
    for (const name of ["a.ts", "lib/b.ts", "lib/c.py"]) assert.equal(editor.shown.get(name)?.length, 1, name);
    await editor.open("a.ts");
    await editor.change("a.ts", "TODO; HMM;\n");
    await editor.untilShown("a.ts", ["`TODO` waits.", "`HMM` is doubt."]);
    await editor.close("a.ts");
    await editor.untilShown("a.ts", ["`TODO` waits."]);
  });

  it("shows all files from the start when asked to", async () => {
    editor = await TestEditor.start(files, pushing, workspaceMode);
    await editor.untilShown("lib/b.ts", ["`HMM` is doubt."]);
    await editor.untilShown("a.ts", ["`TODO` waits."]);
  });

  it("shows all files from the start when the server before was asked to scan", async () => {
    editor = await TestEditor.start(files, pushing, { wasScanned: true });
    await editor.untilShown("lib/b.ts", ["`HMM` is doubt."]);
    await editor.untilShown("a.ts", ["`TODO` waits."]);
  });

  it("reports progress and partial results of a scan", async () => {
    editor = await TestEditor.start(files, pulling);
    const progress: { kind: string; message?: string }[] = [];
    const parts: string[] = [];
    editor.connection.onProgress(new ProgressType<{ kind: string }>(), "work", value => {
      progress.push(value);
    });
    editor.connection.onProgress(new ProgressType<{ files: { uri: string }[] }>(), "part", value => {
      parts.push(...value.files.map(file => file.uri));
    });
    const params = { workDoneToken: "work", partialResultToken: "part" };
    await editor.connection.sendRequest("faultline/scanWorkspace", params);
    assert.equal(progress[0]?.kind, "begin");
    assert.equal(progress.at(-1)?.kind, "end");
    assert.ok(progress.some(value => value.message === "3 of 3 files checked"));
    assert.deepEqual(
      parts,
      ["a.ts", "lib/b.ts", "lib/c.py"].map(name => editor.uri(name)),
    );
    assert.ok(editor.statuses.some(status => status.state === "scanning"));
    const ready = await editor.until(() => editor.statuses.findLast(status => status.findings?.errors === 1));
    assert.match(ready!.reason, /3 files read; findings of all files are shown/u);
  });

  it("stops a scan that is cancelled and keeps what was found", async () => {
    const many = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`f${i}.ts`, "TODO;\n".repeat(50)]));
    editor = await TestEditor.start(many, pulling);
    await editor.open("f0.ts");
    await editor.pulled("f0.ts");
    const source = new CancellationTokenSource();
    editor.connection.onProgress(new ProgressType<{ kind: string; message?: string }>(), "work", value => {
      if (value.message?.endsWith("files checked")) source.cancel();
    });
    const params = { workDoneToken: "work" };
    const result = await editor.connection.sendRequest<{ files: number; cancelled: boolean }>(
      "faultline/scanWorkspace",
      params,
      source.token,
    );
    assert.equal(result.cancelled, true);
    assert.ok(result.files > 0 && result.files < 400, `${result.files} files`);
    assert.equal((await editor.pulled("f0.ts")).length, 50, "the server goes on");
  });

  it("answers a pull of the whole workspace with what is known, unchanged files by their id", async () => {
    editor = await TestEditor.start(files, pulling, workspaceMode);
    const first = await editor.connection.sendRequest<WorkspaceDiagnosticReport>("workspace/diagnostic", {
      previousResultIds: [],
    });
    const counts = first.items.map(item => [item.uri, item.kind === "full" ? item.items.length : 0]);
    assert.deepEqual(
      counts,
      ["a.ts", "lib/b.ts", "lib/c.py"].map(name => [editor.uri(name), 1]),
    );
    const previousResultIds = first.items.map(({ uri, resultId }) => ({ uri, value: resultId }));
    const second = await editor.connection.sendRequest<WorkspaceDiagnosticReport>("workspace/diagnostic", {
      previousResultIds,
    });
    assert.ok(second.items.every(item => item.kind === "unchanged"));
  });

  it("keeps a listening client in step: scan, edit on disk, close", async () => {
    editor = await TestEditor.start(files, pulling);
    const heard = listen(editor);
    await editor.connection.sendRequest("faultline/scanWorkspace", {});
    await editor.until(() => heard.get("lib/b.ts") === 1 && heard.get("a.ts") === 1);
    await editor.onDisk("lib/b.ts", "1;\n");
    await editor.until(() => heard.get("lib/b.ts") === 0);
    await editor.open("a.ts");
    await editor.pull("a.ts");
    heard.delete("a.ts");
    await editor.close("a.ts");
    await editor.until(() => heard.get("a.ts") === 1, "the report of the closed file");
  });

  it("lets go of deleted files and folders, and of files that are renamed", async () => {
    editor = await TestEditor.start({ ...files, "old.ts": "HMM;\n" }, pushing, workspaceMode);
    await editor.untilShown("lib/b.ts", ["`HMM` is doubt."]);
    await editor.untilShown("old.ts", ["`HMM` is doubt."]);
    await editor.onDisk("a.ts", undefined);
    await editor.untilShown("a.ts", []);
    await editor.onDisk("lib", undefined);
    await editor.untilShown("lib/b.ts", []);
    await editor.untilShown("lib/c.py", []);
    await rename(path.join(editor.root, "old.ts"), path.join(editor.root, "new.ts"));
    const renamed = { files: [{ oldUri: editor.uri("old.ts"), newUri: editor.uri("new.ts") }] };
    await editor.connection.sendNotification("workspace/didRenameFiles", renamed);
    await editor.untilShown("old.ts", []);
    await editor.untilShown("new.ts", ["`HMM` is doubt."]);
  });

  it("finds what is in a folder that was moved, of which the name alone is told", async () => {
    editor = await TestEditor.start(files, pushing, workspaceMode);
    await editor.untilShown("lib/b.ts", ["`HMM` is doubt."]);
    await rename(path.join(editor.root, "lib"), path.join(editor.root, "moved"));
    await editor.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [
        { uri: editor.uri("lib"), type: 3 },
        { uri: editor.uri("moved"), type: 1 },
      ],
    });
    await editor.untilShown("lib/b.ts", []);
    await editor.untilShown("moved/b.ts", ["`HMM` is doubt."]);
  });

  it("reads again when the branch changes", async () => {
    editor = await TestEditor.start({ ...files, ".git/HEAD": "ref: refs/heads/main\n" }, pushing, workspaceMode);
    await editor.untilShown("a.ts", ["`TODO` waits."]);
    await writeFile(path.join(editor.root, "a.ts"), "HMM;\n");
    await writeFile(path.join(editor.root, "d.ts"), "TODO;\n");
    await editor.onDisk(".git/HEAD", "ref: refs/heads/other\n");
    await editor.untilShown("a.ts", ["`HMM` is doubt."]);
    await editor.untilShown("d.ts", ["`TODO` waits."]);
  });

  it("has several folders, of which the inner one owns its files, and takes folders in and out", async () => {
    const roots = { "one/a.ts": "TODO;\n", "one/inner/b.ts": "TODO;\n", "two/c.ts": "TODO;\n" };
    const capabilities = { ...pushing, workspace: { ...pushing.workspace, workspaceFolders: true } };
    editor = await TestEditor.start(roots, capabilities, { ...workspaceMode, folders: ["one", "one/inner"] });
    await editor.untilShown("one/a.ts", ["`TODO` waits."]);
    await editor.untilShown("one/inner/b.ts", ["`TODO` waits."]);
    assert.equal(editor.shown.has("two/c.ts"), false);
    const [two, inner] = ["two", "one/inner"].map(name => ({ uri: editor.uri(name), name }));
    const event = { added: [two], removed: [] };
    await editor.connection.sendNotification("workspace/didChangeWorkspaceFolders", { event });
    await editor.untilShown("two/c.ts", ["`TODO` waits."]);
    const result = await editor.connection.sendRequest<{ files: number }>("faultline/scanWorkspace", {});
    assert.equal(result.files, 3, "no file is counted twice");
    await editor.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
      event: { added: [], removed: [two, inner] },
    });
    await editor.untilShown("two/c.ts", []);
  });
});

function listen(editor: TestEditor): Map<string, number> {
  const heard = new Map<string, number>();
  const take = (items: WorkspaceDocumentDiagnosticReport[]) => {
    for (const item of items) {
      if (item.kind === "full") heard.set(item.uri.slice(editor.uri("").length + 1), item.items.length);
    }
  };
  editor.connection.onProgress(new ProgressType<WorkspaceDiagnosticReport>(), "listen", ({ items }) => take(items));
  const params = { previousResultIds: [], partialResultToken: "listen" };
  // The answer comes when the connection ends, which a client does not wait for.
  editor.connection.sendRequest("workspace/diagnostic", params).catch(() => undefined);
  return heard;
}
