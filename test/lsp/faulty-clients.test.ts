import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import { CancellationTokenSource } from "vscode-languageserver/node";
import { pulling, pushing, rangeOf, TestEditor } from "./test-editor.ts";

describe("a client that keeps to no order", function () {
  this.timeout(20_000);
  let editor: TestEditor;
  afterEach(async () => {
    assert.deepEqual(
      editor.statuses.filter(status => status.state === "impaired"),
      [],
    );
    await editor.stop();
  });

  const change = (name: string, version: number, contentChanges: object[]) =>
    editor.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: editor.uri(name), version },
      contentChanges,
    });
  const where = async (name: string) => (await editor.pulled(name)).map(one => one.range);

  it("is shown places in its own units, whatever stands before a finding", async () => {
    editor = await TestEditor.start({ "a.ts": "" }, pulling);
    const starts: Record<string, string> = {
      "emoji and joiners": "const s = '😀👩‍👩‍👧‍👦🇺🇳'; ",
      "the first half of a character": "const s = '\uD83D'; ",
      "the second half of a character": "const s = '\uDE00\uDE00'; ",
      "a byte order mark": "\uFEFF",
      "Windows' lines": "one;\r\n\r\ntwo;\r\n",
      "old Mac lines": "one;\rtwo;\r",
      "mixed lines": "one;\n\rtwo;\r\n\n\r",
      "separators that are no lines to an editor": "one;\u2028two;\u2029three;\u0085\u000B\u000C",
      "characters of two parts": "const e\u0301 = 'e\u0301'; ",
    };
    await editor.open("a.ts", "");
    for (const [what, start] of Object.entries(starts)) {
      const text = `${start}TODO;\n`;
      await editor.change("a.ts", text);
      assert.deepEqual(await where("a.ts"), [rangeOf(text, "TODO")], what);
    }
  });

  it("may ask before it opened, after it closed and about what is not there", async () => {
    editor = await TestEditor.start({ "a.ts": "TODO;\n", "b.ts": "TODO;\n" }, pulling);
    await change("a.ts", 7, [{ text: "HMM;\n" }]);
    await editor.connection.sendNotification("textDocument/didSave", { textDocument: { uri: editor.uri("a.ts") } });
    await editor.connection.sendNotification("textDocument/didClose", { textDocument: { uri: editor.uri("a.ts") } });
    for (const uri of [
      editor.uri("gone.ts"),
      editor.uri(""),
      "",
      "untitled:x",
      "not a uri",
      "file://",
      "git:/a.ts?x#y",
    ]) {
      const textDocument = { uri };
      const position = { line: 0, character: 0 };
      const params = {
        textDocument,
        uri,
        position,
        range: { start: position, end: position },
        context: { diagnostics: [] },
      };
      for (const method of ["diagnostic", "hover", "codeAction", "codeLens", "inlayHint"])
        await editor.connection.sendRequest(`textDocument/${method}`, params);
      await editor.connection.sendRequest("faultline/explainFile", params);
    }
    await editor.open("a.ts");
    assert.equal((await editor.pulled("a.ts")).length, 1);
    await editor.close("a.ts");
    await change("a.ts", 9, [{ text: "" }]);
    await editor.open("a.ts", "TODO; TODO;\n", 1);
    await editor.open("a.ts", "HMM;\n", 1);
    assert.deepEqual(
      (await editor.pulled("a.ts")).map(one => one.code),
      ["no-hmm"],
    );
  });

  it("may name ranges beyond every end, and versions that go back", async () => {
    editor = await TestEditor.start({ "a.ts": "one;\n" }, pulling);
    await editor.open("a.ts", undefined, 5);
    const far = { line: 2_147_483_647, character: 2_147_483_647 };
    await change("a.ts", 3, [{ range: { start: far, end: far }, text: "TODO;\n" }]);
    assert.deepEqual(await where("a.ts"), [rangeOf("one;\nTODO;\n", "TODO")]);
    await change("a.ts", -1, [{ range: { start: { line: 0, character: 0 }, end: far }, text: "TODO;\n" }]);
    assert.deepEqual(await where("a.ts"), [rangeOf("TODO;\n", "TODO")]);
    const range = { start: { line: 0, character: 0 }, end: far };
    assert.ok((await editor.actions("a.ts", range)).length > 0);
    assert.deepEqual(await editor.actions("a.ts", { start: far, end: far }, ["quickfix"]), []);
    assert.equal(await editor.hover("a.ts", far), "");
    await editor.hints("a.ts", { start: far, end: { line: 0, character: 0 } });
  });

  it("may cancel everything, at any time, also twice and what was never asked", async () => {
    editor = await TestEditor.start({ "a.ts": "TODO;\n" }, pulling);
    await editor.open("a.ts");
    const asked: Promise<unknown>[] = [];
    for (let round = 0; round < 20; round++) {
      const source = new CancellationTokenSource();
      for (const method of [
        "textDocument/diagnostic",
        "textDocument/hover",
        "faultline/scanWorkspace",
        "workspace/diagnostic",
      ]) {
        const params = {
          textDocument: { uri: editor.uri("a.ts") },
          position: { line: 0, character: 1 },
          previousResultIds: [],
        };
        asked.push(editor.connection.sendRequest(method, params, source.token).catch(() => undefined));
      }
      if (round % 2 === 0) await new Promise(resolve => setImmediate(resolve));
      source.cancel();
    }
    for (const id of [1, 99_999, "none"]) await editor.connection.sendNotification("$/cancelRequest", { id });
    await Promise.all(asked);
    assert.equal((await editor.pulled("a.ts")).length, 1);
  });

  it("is told of each file once when one folder lies in another, and follows edits in both", async () => {
    const files = { "a.ts": "TODO;\n", "in/b.ts": "1;\n", "in/deep/c.ts": "1;\n" };
    const capabilities = { ...pushing, workspace: { ...pushing.workspace, workspaceFolders: true } };
    const options = { settings: { diagnosticMode: "workspace" }, folders: ["", "in", "in/deep"] };
    editor = await TestEditor.start(files, capabilities, options);
    await editor.untilShown("a.ts", ["`TODO` waits."]);
    await editor.open("in/deep/c.ts", "HMM;\n");
    await editor.untilShown("in/deep/c.ts", ["`HMM` is doubt."]);
    await editor.onDisk("in/b.ts", "HMM;\n");
    await editor.untilShown("in/b.ts", ["`HMM` is doubt."]);
    await editor.close("in/deep/c.ts");
    await editor.untilShown("in/deep/c.ts", []);
    const result = await editor.connection.sendRequest<{ files: number }>("faultline/scanWorkspace", {});
    assert.equal(result.files, 3);
  });
});
