import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { BUDGET_MS } from "../../server/engine/budget.ts";
import { Engine } from "../../server/engine/engine.ts";
import { summarise } from "../../server/engine/summarise.ts";
import { TimeLimit } from "../../server/engine/machine/time-limit.ts";
import { statsText } from "../../server/cli/stats-text.ts";
import { folderWith } from "./temporary-folder.ts";
import { slowRule, wordKnowledge } from "./word-knowledge.ts";

const NO_SQL = { statements: 0, unread: 0, files: 0, dialects: {} };

describe("what takes too long", () => {
  it("is named with its file by --stats and by the explanation of the file", async () => {
    const knowledge = wordKnowledge();
    const { analyse } = knowledge;
    knowledge.analyse = (path, text, watch) => {
      const read = () => {
        if (text.includes("LONG")) wait(BUDGET_MS + 20);
        return analyse(path, text);
      };
      return watch!("Word", read);
    };
    const root = folderWith({ "a.ts": "SLOW", "b.ts": "LONG", "c.ts": "BAD" });
    const engine = new Engine({ root, knowledge, extraRules: [slowRule(() => wait(BUDGET_MS + 20))] });
    const result = await engine.scan();
    const named = result.stats.slow.map(({ path, part }) => `${path}: ${part}`).sort();
    assert.deepEqual(named, ["a.ts: always-waits", "b.ts: Word"]);
    assert.match(statsText(result, NO_SQL), /took \d+ ms in a\.ts: always-waits/u);
    assert.deepEqual(
      engine.explainFile("a.ts").slow.map(one => one.part),
      ["always-waits"],
    );
    assert.equal(result.findings.length, 1);
  });

  it("is cut in the own thread too, when it never ends", () => {
    const limit = new TimeLimit(100);
    const endless = () => {
      for (;;);
    };
    const done = summarise({ analyse: endless }, { path: "a.ts", text: "" }, limit);
    assert.match("crash" in done ? done.crash : "", /took longer/u);
    const next = summarise({ analyse: wordKnowledge().analyse }, { path: "b.ts", text: "BAD" }, limit);
    assert.ok("summary" in next);
    assert.throws(
      () =>
        limit.run(() => {
          throw new TypeError("as it was thrown");
        }),
      TypeError,
    );
  });
});

function wait(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}
