import assert from "node:assert/strict";
import { excerpt } from "../../rules/semantics/excerpt.ts";

/** What the excerpt is said to be: all of the text in one line, and then its beginning. */
function whole(text: string, length: number): string {
  return text.replace(/\s+/gu, " ").slice(0, length);
}

describe("excerpt", () => {
  const texts = [
    "",
    "short",
    "a  b\n\tc\u00a0d\r\n e",
    `${" ".repeat(500)}after a long run`,
    `${"word \n".repeat(40)}end`,
    `x${"\n".repeat(39)}y${"\t ".repeat(400)}z and more than enough to be cut somewhere`,
    "x".repeat(300),
  ];
  for (const length of [1, 20, 61])
    it(`gives the first ${length} characters of a text in one line`, () => {
      for (const text of texts)
        assert.equal(excerpt({ start: 2, end: 2 + text.length }, { text: `<<${text}>>` }, length), whole(text, length));
    });
});
