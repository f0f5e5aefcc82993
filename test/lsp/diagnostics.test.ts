import assert from "node:assert/strict";
import { describe, it, afterEach } from "mocha";
import { CancellationTokenSource, LSPErrorCodes } from "vscode-languageserver/node";
import { bare, pulling, pushing, rangeOf, TestEditor } from "./test-editor.ts";

describe("diagnostics", function () {
  this.timeout(20_000);
  let editor: TestEditor;
  afterEach(() => editor.stop());

  it("are pulled with rule, level, address, related places and fingerprint", async () => {
    editor = await TestEditor.start({ "a.ts": "let a;\nTODO;\n", "b.py": "\n  TODO\n" }, pulling);
    await editor.open("a.ts");
    const [first] = await editor.pulled("a.ts");
    assert.deepEqual(
      { ...first, data: Object.keys(first!.data) },
      {
        range: { start: { line: 1, character: 0 }, end: { line: 1, character: 4 } },
        severity: 1,
        source: "faultline",
        code: "no-todo",
        codeDescription: {
          href: "https://github.com/faultline-dev/faultline/blob/main/rules/catalog/retries/no-todo.md",
        },
        message: "`TODO` waits.",
        relatedInformation: [
          {
            location: {
              uri: editor.uri("b.py"),
              range: { start: { line: 1, character: 2 }, end: { line: 1, character: 6 } },
            },
            message: "Here is another.",
          },
        ],
        data: ["fingerprint"],
      },
    );
    assert.equal(editor.shown.size, 0, "nothing is pushed to a client that pulls");
  });

  it("are unchanged under the same result id, and new under another", async () => {
    editor = await TestEditor.start({ "a.ts": "TODO;\n" }, pulling);
    await editor.open("a.ts");
    const first = await editor.pull("a.ts");
    assert.equal((await editor.pull("a.ts", first.resultId)).kind, "unchanged");
    await editor.change("a.ts", "DONE;\n");
    const second = await editor.pull("a.ts", first.resultId);
    assert.deepEqual(second.kind === "full" && second.items, []);
  });

  it("are pushed to a client that cannot pull, and follow every edit", async () => {
    editor = await TestEditor.start({ "a.ts": "TODO;\n" }, pushing);
    await editor.open("a.ts");
    await editor.untilShown("a.ts", ["`TODO` waits."]);
    await editor.change("a.ts", "HMM; TODO;\n");
    await editor.untilShown("a.ts", ["`HMM` is doubt.", "`TODO` waits."]);
    await editor.change("a.ts", "\n");
    await editor.untilShown("a.ts", []);
  });

  it("are pushed to a client that pulls but cannot be told to pull again", async () => {
    const capabilities = { ...pulling, workspace: { workspaceEdit: { documentChanges: true } } };
    editor = await TestEditor.start({ "a.ts": "TODO;\n" }, capabilities);
    await editor.open("a.ts");
    await editor.untilShown("a.ts", ["`TODO` waits."]);
  });

  it("have no related places, addresses or versions for a client that asks for none", async () => {
    editor = await TestEditor.start({ "a.ts": "TODO;\n", "b.ts": "TODO;\n" }, bare);
    await editor.open("a.ts");
    await editor.untilShown("a.ts", ["`TODO` waits."]);
    const [first] = editor.shown.get("a.ts")!;
    assert.equal(first!.relatedInformation, undefined);
    assert.equal(first!.codeDescription, undefined);
    assert.deepEqual(editor.registered, []);
  });

  it("of other open files are pulled again when an edit changes them", async () => {
    editor = await TestEditor.start({ "a.ts": "TODO;\n", "b.ts": "1;\n" }, pulling);
    await editor.open("a.ts");
    await editor.open("b.ts");
    const before = await editor.pull("a.ts");
    await editor.pull("b.ts");
    await editor.change("b.ts", "TODO;\n");
    await editor.until(() => editor.refreshes > 0, "a refresh");
    const after = await editor.pull("a.ts", before.resultId);
    assert.ok(after.kind === "full" && after.items[0]?.relatedInformation?.length === 1);
  });

  it("count in UTF-16 units and know CRLF", async () => {
    const text = "let x;\r\nconst s = '😀👩‍🚀'; TODO;\r\n";
    editor = await TestEditor.start({ "a.ts": text }, pulling);
    await editor.open("a.ts");
    const [first] = await editor.pulled("a.ts");
    assert.deepEqual(first!.range, rangeOf(text, "TODO"));
  });

  it("take incremental edits, also with a version that goes back", async () => {
    editor = await TestEditor.start({ "a.ts": "one;\ntwo;\n" }, pushing);
    await editor.open("a.ts", undefined, 7);
    await editor.change("a.ts", "TODO", 3, rangeOf("one;\ntwo;\n", "two"));
    await editor.untilShown("a.ts", ["`TODO` waits."]);
    assert.equal(editor.shown.get("a.ts")![0]!.range.start.line, 1);
  });

  it("of a text that changes meanwhile are not given: the client is told to ask again", async () => {
    editor = await TestEditor.start({ "a.ts": "1;\n" }, pulling);
    await editor.open("a.ts");
    await editor.pull("a.ts");
    await editor.change("a.ts", "TODO;\n");
    const older = assert.rejects(editor.pull("a.ts"), {
      code: LSPErrorCodes.ServerCancelled,
      data: { retriggerRequest: true },
    });
    await editor.change("a.ts", "HMM;\n");
    assert.equal((await editor.pulled("a.ts"))[0]?.code, "no-hmm");
    await older;
  });

  it("of a request that is cancelled are not computed", async () => {
    editor = await TestEditor.start({ "a.ts": "TODO;\n" }, pulling);
    await editor.open("a.ts");
    const source = new CancellationTokenSource();
    const textDocument = { uri: editor.uri("a.ts") };
    const pull = editor.connection.sendRequest("textDocument/diagnostic", { textDocument }, source.token);
    source.cancel();
    await assert.rejects(pull, { code: LSPErrorCodes.RequestCancelled });
    assert.equal((await editor.pulled("a.ts")).length, 1);
  });

  it("survive a file whose analysis crashes", async () => {
    editor = await TestEditor.start({ "a.ts": "TODO;\n", "b.ts": "BOOM;\n" }, pulling);
    await editor.open("b.ts");
    assert.deepEqual(await editor.pulled("b.ts"), []);
    assert.equal((await editor.pulled("a.ts")).length, 0, "closed files are not shown by default");
    await editor.open("a.ts");
    assert.equal((await editor.pulled("a.ts")).length, 1);
  });
});

describe("documents that are not of the workspace", function () {
  this.timeout(20_000);
  let editor: TestEditor;
  afterEach(() => editor.stop());

  it("are quietly without findings: other schemes, other folders, never opened", async () => {
    editor = await TestEditor.start({ "in/a.ts": "TODO;\n", "out.ts": "TODO;\n" }, pulling, { folders: ["in"] });
    await editor.open("out.ts");
    assert.deepEqual(await editor.pulled("out.ts"), []);
    const textDocument = { uri: "untitled:Untitled-1", languageId: "typescript", version: 1, text: "TODO;" };
    await editor.connection.sendNotification("textDocument/didOpen", { textDocument });
    const report = await editor.connection.sendRequest("textDocument/diagnostic", { textDocument });
    assert.deepEqual(report, { kind: "full", items: [] });
    await editor.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: editor.uri("in/a.ts"), version: 2 },
      contentChanges: [{ text: "" }],
    });
    await editor.connection.sendNotification("textDocument/didClose", { textDocument: { uri: "not a uri" } });
    assert.deepEqual(await editor.actions("in/a.ts", rangeOf("TODO", "TODO")), []);
    assert.deepEqual(
      editor.statuses.filter(status => status.state === "impaired"),
      [],
    );
  });

  it("have the program around them read when no folder is open", async () => {
    editor = await TestEditor.start(
      { "app/package.json": "{}", "app/src/a.ts": "TODO;\n", "app/b.ts": "TODO;\n" },
      pulling,
      {
        folders: [],
      },
    );
    await editor.open("app/src/a.ts");
    const [first] = await editor.pulled("app/src/a.ts");
    assert.equal(first?.relatedInformation?.[0]?.location.uri, editor.uri("app/b.ts"));
  });

  it("are known by one path however their URI is written", async () => {
    editor = await TestEditor.start({ "my file.ts": "TODO;\n" }, pulling);
    await editor.open("my file.ts");
    const uri = editor.uri("my file.ts").replace("my%20file", "my%20%66ile");
    const report = await editor.connection.sendRequest<{ items: unknown[] }>("textDocument/diagnostic", {
      textDocument: { uri },
    });
    assert.equal(report.items.length, 1);
  });
});
