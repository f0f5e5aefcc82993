import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import { pulling, pushing, TestEditor } from "./test-editor.ts";

describe("configuration", function () {
  this.timeout(20_000);
  let editor: TestEditor;
  afterEach(() => editor.stop());

  it("has its faults shown inside its file, with a repair, while the last good one stays in force", async () => {
    editor = await TestEditor.start(
      { "faultline.json": '{ "rules": { "no-hmm": "off" } }', "a.ts": "HMM;\n" },
      pulling,
    );
    await editor.open("a.ts");
    await editor.open("faultline.json");
    assert.deepEqual(await editor.pulled("a.ts"), []);
    await editor.change("faultline.json", '{ "rules": { "no-hm": "off" } }');
    const [fault] = await editor.pulled("faultline.json");
    assert.equal(fault?.code, "unknown-rule");
    const [repair] = await editor.actions("faultline.json", fault!.range, ["quickfix"]);
    await editor.apply(repair!);
    assert.equal(editor.text("faultline.json"), '{ "rules": { "no-hmm": "off" } }');
    assert.deepEqual(await editor.pulled("faultline.json"), []);
    await editor.change("faultline.json", '{ "rules": { "no-hmm": "off" ');
    assert.equal((await editor.pulled("faultline.json"))[0]?.code, "invalid-json");
    assert.deepEqual(await editor.pulled("a.ts"), [], "what was good before stays");
  });

  it("takes hold when it changes on disk, and its faults go with it", async () => {
    editor = await TestEditor.start({ "a.ts": "HMM;\n" }, pushing);
    await editor.open("a.ts");
    await editor.untilShown("a.ts", ["`HMM` is doubt."]);
    await editor.onDisk("faultline.json", '{ "rules": { "no-hmm": "off" }, "oops": 1 }');
    await editor.untilShown("a.ts", []);
    await editor.until(() => editor.shown.get("faultline.json")?.length === 1);
    await editor.onDisk("faultline.json", undefined);
    await editor.untilShown("a.ts", ["`HMM` is doubt."]);
    await editor.untilShown("faultline.json", []);
  });

  it("of the editor says when to look: on save", async () => {
    editor = await TestEditor.start({ "a.ts": "1;\n" }, pushing, { settings: { run: "onSave" } });
    await editor.open("a.ts");
    await editor.change("a.ts", "TODO;\n");
    await new Promise(resolve => setTimeout(resolve, 500));
    assert.equal(editor.shown.has("a.ts"), false);
    await editor.save("a.ts");
    await editor.untilShown("a.ts", ["`TODO` waits."]);
  });

  it("of the editor says when to look: not before it is asked to", async () => {
    editor = await TestEditor.start({ "a.ts": "1;\n" }, pushing, { settings: { run: "manual" } });
    await editor.open("a.ts");
    await editor.change("a.ts", "TODO;\n");
    await editor.save("a.ts");
    await new Promise(resolve => setTimeout(resolve, 500));
    assert.equal(editor.shown.has("a.ts"), false);
    await editor.connection.sendRequest("faultline/scanWorkspace", {});
    await editor.untilShown("a.ts", ["`TODO` waits."]);
  });

  it("of the editor can change while the server runs", async () => {
    editor = await TestEditor.start({ "a.ts": "TODO;\n", "b.ts": "HMM;\n" }, pushing);
    await editor.open("a.ts");
    await editor.untilShown("a.ts", ["`TODO` waits."]);
    const change = (faultline: object) =>
      editor.connection.sendNotification("workspace/didChangeConfiguration", { settings: { faultline } });
    await change({ diagnosticMode: "workspace" });
    await editor.untilShown("b.ts", ["`HMM` is doubt."]);
    await change({ diagnosticMode: "openFilesOnly", preset: "audit" });
    await editor.untilShown("b.ts", []);
    await editor.untilShown("a.ts", ["`TODO` waits."]);
  });

  it("of the editor gives rules and families other levels, in this editor alone", async () => {
    const levels = { "no-todo": "off", retries: "advice" } as const;
    editor = await TestEditor.start({ "a.ts": "TODO;\nHMM;\n" }, pushing, { settings: { levels } });
    await editor.open("a.ts");
    await editor.untilShown("a.ts", ["`HMM` is doubt."]);
    const severities = () => editor.shown.get("a.ts")?.map(({ severity }) => severity);
    assert.deepEqual(severities(), [3]);
    const change = { settings: { faultline: { levels: { retries: "error" } } } };
    await editor.connection.sendNotification("workspace/didChangeConfiguration", change);
    await editor.untilShown("a.ts", ["`TODO` waits.", "`HMM` is doubt."]);
    assert.deepEqual(severities(), [1, 1]);
  });

  it("watches sources, configuration and the branch, when the client lets it", async () => {
    editor = await TestEditor.start({}, pulling);
    await editor.until(() => editor.registered.includes("workspace/didChangeWatchedFiles"));
  });
});

describe("questions of our own client", function () {
  this.timeout(20_000);
  let editor: TestEditor;
  afterEach(() => editor.stop());

  it("explain a file, one that is left out, and one that is not of the workspace", async () => {
    editor = await TestEditor.start({ "in/a.ts": "TODO;\n", "in/dist/b.ts": "", "c.ts": "" }, pulling, {
      folders: ["in"],
    });
    const explain = async (uri: string) =>
      (await editor.connection.sendRequest<{ markdown: string }>("faultline/explainFile", { uri })).markdown;
    assert.match(
      await explain(editor.uri("in/a.ts")),
      /Findings: 1; in the baseline: 0; suppressed: 0[\s\S]*\| no-todo \| on \|/u,
    );
    assert.match(await explain(editor.uri("in/dist/b.ts")), /\*\*Not read\*\*, because/u);
    assert.match(await explain(editor.uri("c.ts")), /outside of every folder/u);
    assert.match(await explain("untitled:one"), /on disk only/u);
  });

  it("give the numbers of the workspace without its names, for an issue", async () => {
    const files = { "secret.ts": "TODO;\nBOOM;\n", "b.ts": "HMM;\n" };
    editor = await TestEditor.start(files, pulling, { settings: { run: "onSave" } });
    await editor.open("b.ts");
    const { markdown } = await editor.connection.sendRequest<{ markdown: string }>("faultline/debugInformation", {});
    assert.match(markdown, /^- Settings: run = "onSave"$/mu);
    assert.match(markdown, /^- Folder 1: files read: 1, skipped: 1; findings: 1, .*; notes: none;/mu);
    assert.doesNotMatch(markdown, /secret|TODO/u);
  });

  it("give a finding with the code that it tells of, and no more, for a report of a false positive", async () => {
    const text = "1;\n2;\n3;\nTODO;\n5;\n6;\n7;\n";
    editor = await TestEditor.start({ "private/a.ts": text, "private/b.py": "TODO\n" }, pulling);
    await editor.open("private/a.ts");
    const [finding] = await editor.pulled("private/a.ts");
    const { fingerprint } = finding!.data as { fingerprint: string };
    const params = { uri: editor.uri("private/a.ts"), fingerprint };
    const { markdown } = await editor.connection.sendRequest<{ markdown: string }>("faultline/findingReport", params);
    assert.equal(
      markdown,
      [
        "`no-todo`, error\n",
        "0. `TODO` waits. file 1 (ts)\n\n```ts\n2;\n3;\nTODO;\n5;\n6;\n```\n",
        "1. Here is another. file 2 (py)\n\n```py\nTODO\n\n```\n",
      ].join("\n"),
    );
    const nothing = await editor.connection.sendRequest("faultline/findingReport", { ...params, fingerprint: "x" });
    assert.deepEqual(nothing, {});
  });

  it("give a rule's document, and nothing for a rule that is none", async () => {
    editor = await TestEditor.start({ "a.ts": "" }, pulling);
    await editor.open("a.ts");
    await editor.pull("a.ts");
    const ask = (rule: string) =>
      editor.connection.sendRequest<{ markdown?: string }>("faultline/ruleDocument", { rule });
    assert.match((await ask("no-todo")).markdown!, /^# no-todo/u);
    assert.match((await ask("unused-directive")).markdown!, /suppresses nothing/u);
    assert.equal((await ask("no-such-rule")).markdown, undefined);
  });
});
