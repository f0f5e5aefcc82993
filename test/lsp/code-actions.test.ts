import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import type { CodeAction } from "vscode-languageserver/node";
import { bare, pulling, pushing, rangeOf, TestEditor } from "./test-editor.ts";

const titles = (actions: CodeAction[]) => actions.map(action => action.title);

describe("code actions", function () {
  this.timeout(20_000);
  let editor: TestEditor;
  afterEach(() => editor.stop());

  it("fix, and silence what they fix", async () => {
    const text = "let a;\nTODO;\n";
    editor = await TestEditor.start({ "a.ts": text }, pulling);
    await editor.open("a.ts");
    assert.equal((await editor.pulled("a.ts")).length, 1);
    const actions = await editor.actions("a.ts", rangeOf(text, "TODO"), ["quickfix"]);
    assert.deepEqual(titles(actions), [
      "Write DONE",
      "Take it away",
      "Suppress no-todo on this line with a reason",
      "Suppress no-todo in this file with a reason",
    ]);
    assert.deepEqual(
      actions.map(action => action.isPreferred),
      [true, undefined, undefined, undefined],
      "only the safe fix is preferred",
    );
    await editor.apply(actions[0]!);
    assert.equal(editor.text("a.ts"), "let a;\nDONE;\n");
    assert.deepEqual(await editor.pulled("a.ts"), []);
  });

  it("fit the text of now, not the one that was looked at last", async () => {
    editor = await TestEditor.start({ "a.ts": "TODO;\n" }, pulling);
    await editor.open("a.ts");
    await editor.change("a.ts", "let moved;\nTODO;\n");
    const [fix] = await editor.actions("a.ts", rangeOf(editor.text("a.ts"), "TODO"));
    await editor.apply(fix!);
    assert.equal(editor.text("a.ts"), "let moved;\nDONE;\n");
  });

  it("fix all of a rule, and all of a file, in one edit", async () => {
    const text = "TODO; HMM;\nTODO;\nTODO;\n";
    editor = await TestEditor.start({ "a.ts": text }, pulling);
    await editor.open("a.ts");
    const actions = await editor.actions("a.ts", rangeOf(text, "TODO"), ["quickfix"]);
    assert.ok(titles(actions).includes("Apply all 3 safe fixes in this file"));
    const ofRule = actions.find(action => action.title === "Fix all 3 findings of no-todo in this file");
    await editor.apply(ofRule!);
    assert.equal(editor.text("a.ts"), "DONE; HMM;\nDONE;\nDONE;\n");
  });

  it("on save are the safe fixes only, whatever range is asked for", async () => {
    editor = await TestEditor.start({ "a.ts": "TODO;\nHMM;\n" }, pulling);
    await editor.open("a.ts");
    const huge = { start: { line: 0, character: 0 }, end: { line: 2_147_483_647, character: 2_147_483_647 } };
    for (const kind of ["source.fixAll.faultline", "source.fixAll", "source"]) {
      const actions = await editor.actions("a.ts", huge, [kind]);
      assert.deepEqual(
        actions.map(action => [action.kind, action.isPreferred]),
        [["source.fixAll.faultline", undefined]],
        kind,
      );
    }
    assert.deepEqual(await editor.actions("a.ts", huge, ["refactor", "source.organizeImports"]), []);
    await editor.apply((await editor.actions("a.ts", huge, ["source.fixAll"]))[0]!);
    assert.equal(editor.text("a.ts"), "DONE;\nHMM;\n");
    assert.deepEqual(await editor.actions("a.ts", huge, ["source.fixAll"]), []);
  });

  it("suppress with a directive in the language's comment style, keeping the indentation", async () => {
    const texts = { "a.ts": "if (x) {\r\n  TODO;\r\n}\r\n", "a.py": "if x:\n    TODO\n" };
    editor = await TestEditor.start(texts, pulling);
    const expected = {
      "a.ts": "if (x) {\r\n  // faultline-disable-next-line no-todo -- reason\r\n  TODO;\r\n}\r\n",
      "a.py": "if x:\n    # faultline-disable-next-line no-todo -- reason\n    TODO\n",
    };
    for (const [name, text] of Object.entries(texts)) {
      await editor.open(name);
      const actions = await editor.actions(name, rangeOf(text, "TODO"));
      await editor.apply(actions.find(action => action.title.startsWith("Suppress"))!);
      assert.equal(editor.text(name), expected[name as keyof typeof texts]);
      assert.deepEqual(await editor.pulled(name), [], "the directive silences the finding");
    }
  });

  it("suppress a rule in the file, below what an interpreter reads", async () => {
    const python = "#!/usr/bin/env python\n# -*- coding: utf-8 -*-\nTODO\nTODO\n";
    const texts = { "a.py": python, "a.ts": "HMM;\nTODO;\n  TODO;\n" };
    editor = await TestEditor.start(texts, pulling);
    const directive = "faultline-disable-file no-todo -- reason";
    const expected = {
      "a.py": python.replace("\nTODO", `\n# ${directive}\nTODO`),
      "a.ts": `// ${directive}\n${texts["a.ts"]}`,
    };
    for (const [name, text] of Object.entries(texts)) {
      await editor.open(name);
      const actions = await editor.actions(name, rangeOf(text, "TODO"));
      await editor.apply(actions.find(action => action.title === "Suppress no-todo in this file with a reason")!);
      assert.equal(editor.text(name), expected[name as keyof typeof texts]);
      const left = (await editor.pulled(name)).map(({ message }) => message);
      assert.deepEqual(left, name === "a.ts" ? ["`HMM` is doubt."] : []);
    }
  });

  it("suppress a second rule by the directive that is there", async () => {
    const text = "// faultline-disable-next-line no-todo -- known\nTODO; HMM;\n";
    editor = await TestEditor.start({ "a.ts": text }, pushing);
    await editor.open("a.ts");
    const actions = await editor.actions("a.ts", rangeOf(text, "HMM"));
    await editor.apply(actions.find(action => action.title.startsWith("Suppress no-hmm"))!);
    assert.equal(editor.text("a.ts"), "// faultline-disable-next-line no-todo, no-hmm -- known\nTODO; HMM;\n");
  });

  it("use a comment that JSX does not show, and offer none where no comment can stand", async () => {
    const texts = { "a.tsx": "const a = (\n  <p>\n    {TODO}\n  </p>\n);\n", "a.py": "x = 1 + \\\n    TODO\n" };
    editor = await TestEditor.start(texts, pulling);
    await editor.open("a.tsx");
    const actions = await editor.actions("a.tsx", rangeOf(texts["a.tsx"], "TODO"));
    await editor.apply(actions.find(action => action.title.startsWith("Suppress"))!);
    assert.equal(editor.text("a.tsx").split("\n")[2], "    {/* faultline-disable-next-line no-todo -- reason */}");
    await editor.open("a.py");
    assert.ok(
      !titles(await editor.actions("a.py", rangeOf(texts["a.py"], "TODO")))
        .join()
        .includes("on this line"),
    );
  });

  it("leave the cursor to a client that has the command, and documents too", async () => {
    const commands = ["faultline.suppressWithReason", "faultline.openRuleDocument"];
    editor = await TestEditor.start({ "a.ts": "  TODO;\n" }, pulling, { commands });
    await editor.open("a.ts");
    const actions = await editor.actions("a.ts", rangeOf("  TODO;\n", "TODO"), ["quickfix"]);
    assert.deepEqual(
      actions.flatMap(action => (action.command === undefined ? [] : [action.command])),
      [
        {
          title: "Suppress",
          command: "faultline.suppressWithReason",
          arguments: [
            {
              uri: editor.uri("a.ts"),
              version: 1,
              line: 0,
              before: "  // faultline-disable-next-line no-todo -- ",
              after: "",
            },
          ],
        },
        {
          title: "Suppress",
          command: "faultline.suppressWithReason",
          arguments: [
            {
              uri: editor.uri("a.ts"),
              version: 1,
              line: 0,
              before: "// faultline-disable-file no-todo -- ",
              after: "",
            },
          ],
        },
        { title: "Open the document of no-todo", command: "faultline.openRuleDocument", arguments: ["no-todo"] },
      ],
    );
  });

  it("are snippets for a client that takes them", async () => {
    const workspace = { ...pulling.workspace, workspaceEdit: { documentChanges: true, snippetEditSupport: true } };
    editor = await TestEditor.start({ "a.ts": "TODO;\n" }, { ...pulling, workspace });
    await editor.open("a.ts");
    const actions = await editor.actions("a.ts", rangeOf("TODO;\n", "TODO"));
    const suppress = actions.find(action => action.title.startsWith("Suppress"))!;
    const [change] = suppress.edit!.documentChanges as { edits: { snippet: { value: string } }[] }[];
    assert.equal(change!.edits[0]!.snippet.value, "// faultline-disable-next-line no-todo -- ${1:reason}\n");
  });

  it("are plain changes for a client without versions", async () => {
    editor = await TestEditor.start({ "a.ts": "TODO;\n" }, bare);
    await editor.open("a.ts");
    const [fix] = await editor.actions("a.ts", rangeOf("TODO;\n", "TODO"));
    assert.deepEqual(Object.keys(fix!.edit!), ["changes"]);
    await editor.apply(fix!);
    assert.equal(editor.text("a.ts"), "DONE;\n");
  });
});
