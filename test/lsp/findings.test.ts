import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import type { ChangeAnnotation, TextDocumentEdit, WorkspaceEdit } from "vscode-languageserver";
import type { FindingsAnswer, FixAllAnswer } from "../../server/protocol.ts";
import { pulling, rangeOf, TestEditor } from "./test-editor.ts";

describe("the list of findings", () => {
  let editor: TestEditor;
  afterEach(() => editor.stop());

  const list = (known?: string) => editor.connection.sendRequest<FindingsAnswer>("faultline/findings", { known });
  const told = ({ folders }: FindingsAnswer) =>
    folders!.flatMap(folder =>
      folder.findings.map(({ place, rule, level, fix }) => {
        const name = place.uri.slice(place.uri.lastIndexOf("/") + 1);
        return `${name}:${place.range.start.line} ${rule} ${level} ${fix ?? "no fix"}`;
      }),
    );

  it("has those of open files, and after a scan those of all", async () => {
    editor = await TestEditor.start({ "a.ts": "TODO;\n\nHMM;\n", "b.ts": "TODO;\n" }, pulling);
    await editor.open("a.ts");
    const first = await list();
    assert.equal(first.reach, "openFiles");
    assert.deepEqual(told(first), ["a.ts:0 no-todo error safe", "a.ts:2 no-hmm warning no fix"]);
    await editor.connection.sendRequest("faultline/scanWorkspace", {});
    const second = await list(first.revision);
    assert.equal(second.reach, "workspace");
    assert.deepEqual(told(second), [
      "a.ts:0 no-todo error safe",
      "a.ts:2 no-hmm warning no fix",
      "b.ts:0 no-todo error safe",
    ]);
  });

  it("is not sent again while it is the same, and is told of when it may be another", async () => {
    editor = await TestEditor.start({ "a.ts": "TODO;\n" }, pulling);
    await editor.open("a.ts");
    const first = await list();
    assert.equal((await list(first.revision)).folders, undefined);
    const before = editor.findingsChanges;
    await editor.change("a.ts", "HMM;\n");
    const second = await editor.until(async () => {
      const answer = editor.findingsChanges > before ? await list(first.revision) : undefined;
      return answer?.folders && answer;
    }, "word of another list");
    assert.deepEqual(told(second), ["a.ts:0 no-hmm warning no fix"]);
  });

  it("has those of the baseline apart, and follows the baseline's file", async () => {
    const baseline = "faultline.baseline.json";
    editor = await TestEditor.start({ "a.ts": "TODO;\nHMM;\n" }, pulling);
    await editor.open("a.ts");
    const before = (await list()).folders![0]!.findings;
    const { fingerprint, rule } = before[0]!;
    const text = JSON.stringify({ version: 1, findings: [{ fingerprint, rule, path: "a.ts" }] });
    await editor.onDisk(baseline, text);
    const known = (await list()).folders![0]!.findings.map(one => `${one.rule} ${one.known}`);
    assert.deepEqual(known, ["no-todo true", "no-hmm false"]);
    assert.deepEqual(
      (await editor.pulled("a.ts")).map(({ code }) => code),
      ["no-hmm"],
    );
    const actions = await editor.actions("a.ts", rangeOf("TODO;\n", "TODO"), ["quickfix"]);
    assert.ok(actions.some(({ edit, isPreferred }) => edit && isPreferred));
    assert.deepEqual(await editor.actions("a.ts", rangeOf("TODO;\n", "TODO"), ["source.fixAll"]), []);
    await editor.onDisk(baseline, undefined);
    assert.equal((await editor.pulled("a.ts")).length, 2);
  });

  it("knows several folders by their names", async () => {
    const files = { "one/a.ts": "TODO;\n", "two/b.ts": "HMM;\n" };
    editor = await TestEditor.start(files, pulling, { folders: ["one", "two"] });
    await editor.connection.sendRequest("faultline/scanWorkspace", {});
    const { folders } = await list();
    assert.deepEqual(
      folders!.map(({ name, findings }) => `${name} ${findings.length}`),
      ["one 1", "two 1"],
    );
  });
});

describe("fixing all of a rule", () => {
  let editor: TestEditor;
  afterEach(() => editor.stop());

  it("makes an edit of every file, each change to be confirmed, and changes nothing itself", async () => {
    editor = await TestEditor.start({ "a.ts": "TODO;\nTODO;\n", "b.ts": "TODO;\n", "c.ts": "HMM;\n" }, pulling);
    await editor.open("a.ts", "x;\nTODO;\n", 7);
    const answer = await editor.connection.sendRequest<FixAllAnswer>("faultline/fixAllOfRule", { rule: "no-todo" });
    assert.deepEqual([answer.fixes, answer.files], [2, 2]);
    const { documentChanges, changeAnnotations } = answer.edit as WorkspaceEdit;
    const changes = documentChanges as TextDocumentEdit[];
    assert.deepEqual(
      changes.map(({ textDocument }) => textDocument),
      [
        { uri: editor.uri("a.ts"), version: 7 },
        { uri: editor.uri("b.ts"), version: null },
      ],
    );
    const annotations = changes.flatMap(({ edits }) =>
      edits.map(one => (one as { annotationId: string }).annotationId),
    );
    assert.equal(new Set(annotations).size, 2);
    const meant = annotations.map(id => changeAnnotations![id] as ChangeAnnotation);
    assert.ok(meant.every(one => one.needsConfirmation === true));
    assert.deepEqual(
      meant.map(one => one.description),
      ["a.ts:2", "b.ts:1"],
    );
    assert.equal(await editor.read("b.ts"), "TODO;\n");
  });

  it("has nothing to say where there is nothing to fix", async () => {
    editor = await TestEditor.start({ "c.ts": "HMM;\n" }, pulling);
    const answer = await editor.connection.sendRequest<FixAllAnswer>("faultline/fixAllOfRule", { rule: "no-hmm" });
    assert.deepEqual(answer, { fixes: 0, files: 0 });
  });
});
