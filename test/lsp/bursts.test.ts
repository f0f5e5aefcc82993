import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, it } from "mocha";
import { FileChangeType } from "vscode-languageserver";
import type { Rule } from "../../rules/define-rule.ts";
import type { Knowledge } from "../../server/engine/knowledge.ts";
import type { ServerKnowledge } from "../../server/lsp/session.ts";
import { pulling, pushing, TestEditor } from "./test-editor.ts";
import { toyDocuments, toyKnowledge } from "./toy-knowledge.ts";

const workspaceMode = { settings: { diagnosticMode: "workspace" } };
const names = (count: number) => Array.from({ length: count }, (_, index) => `d${index % 40}/f${index}.ts`);
const filesOf = (all: readonly string[], text: string) => Object.fromEntries(all.map(name => [name, text]));

/** The toy world, with a count of what it is asked to do. */
function counting() {
  const counts = { analysed: 0, listed: 0, checked: 0 };
  const toy = toyKnowledge();
  const knowledge: Knowledge = {
    ...toy,
    analyse: (file, text) => {
      counts.analysed++;
      return toy.analyse(file, text);
    },
    languageOf: file => {
      counts.listed++;
      return toy.languageOf(file);
    },
    rules: toy.rules.map(
      rule =>
        ({
          ...rule,
          create: (context: Parameters<Rule["create"]>[0]) => {
            counts.checked++;
            const end = performance.now() + slowness.ms;
            while (performance.now() < end);
            return rule.create(context);
          },
        }) as Rule,
    ),
  };
  const slowness = { ms: 0 };
  return { counts, slowness, known: { ruleDocuments: Promise.resolve(toyDocuments), knowledge } };
}

describe("a burst of work", function () {
  this.timeout(60_000);
  let editor: TestEditor;
  afterEach(() => editor.stop());

  const tell = (type: FileChangeType) => (all: readonly string[]) =>
    editor.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: all.map(name => ({ uri: editor.uri(name), type })),
    });
  const create = tell(FileChangeType.Created);
  const change = tell(FileChangeType.Changed);
  const rewrite = (all: readonly string[], text: string) => {
    for (const name of all) writeFileSync(path.join(editor.root, name), text);
  };

  /** An open file that is told together with another one, once another one has the word. */
  async function startWith(all: readonly string[], known: ServerKnowledge): Promise<void> {
    const files = { ...filesOf(all, "1;\n"), "open.ts": "TODO;\n", ".git/HEAD": "ref: refs/heads/main\n" };
    editor = await TestEditor.start(files, pushing, { known });
    await editor.open("open.ts");
    await editor.untilShown("open.ts", ["`TODO` waits."]);
    assert.equal(editor.shown.get("open.ts")![0]!.relatedInformation, undefined);
  }
  const untilTold = () =>
    editor.until(() => editor.shown.get("open.ts")![0]!.relatedInformation, "the file that changed", 20_000);

  it("of 3,000 files that change at once is one reading", async () => {
    const all = names(3000);
    const { counts, known } = counting();
    await startWith(all, known);
    Object.assign(counts, { analysed: 0, listed: 0 });
    rewrite(all, "TODO;\n");
    await change(all);
    await untilTold();
    assert.deepEqual([counts.analysed, counts.listed], [3000, 3001]);
  });

  it("of what packages and builds write is no reading at all", async () => {
    const { counts, known } = counting();
    await startWith(names(3), known);
    counts.listed = 0;
    const written = Array.from({ length: 300 }, (_, index) => `node_modules/left-pad/f${index}.ts`);
    await change([...written, ...written.map(name => `web/dist/${name}`)]);
    await create(written.map((_, index) => `pictures/${index}.png`));
    await editor.onDisk("d0/f0.ts", "TODO;\n");
    await untilTold();
    assert.equal(counts.listed, 0, "the tree is not listed");
  });

  it("of a branch that is switched in many messages reads each file once, and the tree twice at most", async () => {
    const all = names(1200);
    const { counts, known } = counting();
    await startWith(all, known);
    Object.assign(counts, { analysed: 0, listed: 0 });
    rewrite(all, "TODO;\n");
    for (let from = 0; from < all.length; from += 150) await change(all.slice(from, from + 150));
    await editor.onDisk(".git/HEAD", "ref: refs/heads/other\n");
    await untilTold();
    assert.equal(counts.analysed, 1200);
    assert.ok(counts.listed <= 2 * 1201, `${counts.listed} files listed`);
  });

  it("does not hold up a keystroke: a scan of the workspace is answered after it", async () => {
    const all = names(150);
    const { slowness, known } = counting();
    editor = await TestEditor.start(filesOf(all, "TODO;\n"), pulling, { known });
    await editor.open("d0/f0.ts");
    await editor.pulled("d0/f0.ts");
    slowness.ms = 2;
    let isScanned = false;
    const scan = editor.connection.sendRequest("faultline/scanWorkspace", {}).then(() => (isScanned = true));
    for (let edit = 0; edit < 3; edit++) {
      await editor.change("d0/f0.ts", "HMM;\n".repeat(edit + 1));
      assert.equal((await editor.pulled("d0/f0.ts")).length, edit + 1);
      assert.equal(isScanned, false, "the scan was waited for");
    }
    await scan;
    assert.equal((await editor.pulled("d0/f0.ts")).length, 3);
  });

  it("of an older edit ends with the next one", async () => {
    const all = names(400);
    const { counts, slowness, known } = counting();
    editor = await TestEditor.start(filesOf(all, "TODO;\n"), pushing, { ...workspaceMode, known });
    await editor.until(() => editor.shown.size === 400, "all findings");
    await editor.open("d0/f0.ts");
    slowness.ms = 5;
    await editor.change("d0/f0.ts", "DONE;\n");
    await editor.untilShown("d0/f0.ts", []);
    counts.checked = 0;
    await editor.until(() => counts.checked > 20, "the check of closed files");
    await editor.change("d0/f0.ts", "HMM;\n");
    await editor.untilShown("d0/f0.ts", ["`HMM` is doubt."]);
    const after = counts.checked;
    assert.ok(after < 300, `${after} checks`);
    await new Promise(resolve => setTimeout(resolve, 300));
    assert.equal(counts.checked, after, "the older check goes on");
  });
});
