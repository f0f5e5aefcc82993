import assert from "node:assert/strict";
import { after, afterEach, describe, it } from "mocha";
import { useLocale } from "../../server/engine/locale.ts";
import { bare, pulling, TestEditor } from "./test-editor.ts";

const PUSH = `from celery import shared_task

@shared_task(bind=True, max_retries=12)
def push(self):
    raise self.retry(countdown=60 * 2**self.request.retries)
`;

const known = { ruleDocuments: Promise.resolve({}) };
const AT_DELAY = { line: 4, character: 32 };

describe("the language of the client", function () {
  this.timeout(30_000);
  let editor: TestEditor;
  afterEach(() => editor.stop());
  after(() => useLocale());

  const messages = async (locale: string | undefined) => {
    editor = await TestEditor.start({ "push.py": PUSH }, pulling, { known, locale });
    await editor.open("push.py");
    return (await editor.pulled("push.py")).map(({ code, message }) => `${code}: ${message}`).join("\n");
  };

  it("is that of diagnostics, hovers, actions and states", async () => {
    assert.match(await messages("de"), /^no-uncapped-backoff: Die Wartezeit .* keine Obergrenze/mu);
    assert.match(await editor.hover("push.py", AT_DELAY), /`push` wird 13-mal versucht/u);
    const titles = (await editor.actions("push.py", { start: AT_DELAY, end: AT_DELAY })).map(({ title }) => title);
    assert.ok(titles.includes("no-uncapped-backoff in dieser Zeile mit Begründung unterdrücken"), titles.join("\n"));
    await editor.until(() => editor.statuses.some(({ state }) => state === "ready"));
    assert.match(editor.statuses.at(-1)!.reason, /^1 Datei gelesen; ihre Befunde werden angezeigt\.$/u);
  });

  it("is English where there are no texts of it, or none is named", async () => {
    const english = /^no-uncapped-backoff: The delay .* has no cap/mu;
    assert.match(await messages("tlh"), english);
    await editor.stop();
    assert.match(await messages(undefined), english);
    await editor.stop();
    assert.match(await messages("../de"), english);
  });

  it("is the language that a variety belongs to", async () => {
    assert.match(await messages("de-AT"), /Die Wartezeit/u);
  });

  it("is that of the texts that a client hands over", async () => {
    const texts = { "Suppress {0} on this line with a reason": "Ondertryk {0}" };
    editor = await TestEditor.start({ "push.py": PUSH }, pulling, { known, locale: "nds", texts });
    await editor.open("push.py");
    const actions = await editor.actions("push.py", { start: AT_DELAY, end: AT_DELAY });
    assert.ok(actions.some(({ title }) => title === "Ondertryk no-uncapped-backoff"));
  });

  it("does not change what a finding is known by", async () => {
    const fingerprints = async (locale: string) => {
      editor = await TestEditor.start({ "push.py": PUSH }, bare, { known, locale });
      await editor.open("push.py");
      await editor.until(() => (editor.shown.get("push.py")?.length ?? 0) > 0);
      return editor.shown.get("push.py")!.map(({ code, data }) => [code, data]);
    };
    const english = await fingerprints("en");
    await editor.stop();
    assert.deepEqual(await fingerprints("de"), english);
  });
});
