import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { concepts } from "../../rules/concepts/index.ts";
import { Prefilter } from "../../rules/concepts/prefilter.ts";

function namesIn(words: Record<string, string[]>, text: string): string[] {
  const kinds = Object.entries(words).map(([name, list]) => ({ name, triggers: () => list }));
  return new Prefilter(kinds).kindsIn(text).map(kind => kind.name);
}

describe("prefilter", () => {
  it("finds words inside words, at the ends, and after false starts", () => {
    const words = { A: ["retry"], B: ["try"], C: ["retried"], D: ["Retry"], E: ["rere"] };
    assert.deepEqual(namesIn(words, "retry"), ["A", "B"]);
    assert.deepEqual(namesIn(words, "rretried"), ["C"]);
    assert.deepEqual(namesIn(words, "rerere"), ["E"]);
    assert.deepEqual(namesIn(words, "noRetry()"), ["B", "D"]);
    assert.deepEqual(namesIn(words, "retr"), []);
    assert.deepEqual(namesIn(words, ""), []);
  });

  it("is not led astray by characters of no word", () => {
    assert.deepEqual(namesIn({ A: ["ab"] }, "a\u0161b 😀 a_b"), []);
    assert.deepEqual(namesIn({ A: ["ab"] }, "\u0161😀ab"), ["A"]);
  });

  it("gives concepts without words for every text, in the order of the list", () => {
    assert.deepEqual(namesIn({ A: [], B: ["b"], C: [] }, "xbx"), ["A", "B", "C"]);
    assert.deepEqual(namesIn({ A: [], B: ["b"], C: [] }, "x"), ["A", "C"]);
  });

  it("agrees with a plain search for the words of every concept on every fixture", () => {
    const root = new URL("../catalog/", import.meta.url).pathname;
    const prefilter = new Prefilter(concepts);
    const paths = readdirSync(root, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
    assert.ok(paths.length > 300);
    for (const entry of paths) {
      const text = readFileSync(`${entry.parentPath}/${entry.name}`, "utf8");
      const plain = concepts.filter(
        kind => kind.triggers().length === 0 || kind.triggers().some(word => text.includes(word)),
      );
      assert.deepEqual(
        prefilter.kindsIn(text).map(kind => kind.name),
        plain.map(kind => kind.name),
        entry.name,
      );
    }
  });

  it("is made of ASCII words", () => {
    for (const kind of concepts) for (const word of kind.triggers()) assert.match(word, /^[\x20-\x7e]+$/u);
  });
});
