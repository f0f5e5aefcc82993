import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import { bare, pulling, TestEditor } from "./test-editor.ts";

describe("hover", function () {
  this.timeout(20_000);
  let editor: TestEditor;
  afterEach(() => editor.stop());

  it("on a finding tells its message, why, and the first example", async () => {
    editor = await TestEditor.start({ "a.ts": "let a;\nTODO;\n" }, pulling);
    await editor.open("a.ts");
    const text = await editor.hover("a.ts", { line: 1, character: 2 });
    assert.equal(text, "**no-todo**: `TODO` waits.\n\nWhat waits is forgotten.\n\n```ts\nTODO;\n```");
    assert.equal(await editor.hover("a.ts", { line: 0, character: 1 }), "");
  });

  it("prefers an example in the language of the file", async () => {
    editor = await TestEditor.start({ "a.py": "TODO\n" }, pulling);
    await editor.open("a.py");
    assert.match(await editor.hover("a.py", { line: 0, character: 0 }), /```py\nTODO\n```$/u);
  });

  it("on a rule id in a directive tells what the rule finds", async () => {
    editor = await TestEditor.start({ "a.ts": "// faultline-disable-next-line no-todo -- later\nTODO;\n" }, pulling);
    await editor.open("a.ts");
    assert.match(await editor.hover("a.ts", { line: 0, character: 33 }), /^\*\*no-todo\*\*\n\nFinds what is still/u);
    assert.equal(await editor.hover("a.ts", { line: 0, character: 10 }), "");
    assert.equal(await editor.hover("a.ts", { line: 0, character: 45 }), "");
  });

  it("on a rule id in the configuration tells what the rule finds", async () => {
    editor = await TestEditor.start({ "faultline.json": '{ "rules": { "no-hmm": "off" } }\n' }, pulling);
    await editor.open("faultline.json");
    assert.equal(await editor.hover("faultline.json", { line: 0, character: 15 }), "**no-hmm**\n\nFinds doubt.");
    assert.equal(await editor.hover("faultline.json", { line: 0, character: 5 }), "");
  });

  it("is plain text for a client that asks for it", async () => {
    editor = await TestEditor.start({ "a.ts": "TODO;\n" }, bare);
    await editor.open("a.ts");
    const text = await editor.hover("a.ts", { line: 0, character: 0 });
    assert.equal(text, "no-todo: TODO waits.\n\nWhat waits is forgotten.\n\nTODO;");
  });
});
