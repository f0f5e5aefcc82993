import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { countsText } from "../../client/counts-text.ts";

describe("counts", () => {
  it("are told without what there is none of", () => {
    assert.equal(countsText({ errors: 2, warnings: 1, advice: 0 }), "2 errors, 1 warning");
    assert.equal(countsText({ errors: 0, warnings: 0, advice: 1 }), "1 advice");
    assert.equal(countsText({ errors: 0, warnings: 0, advice: 0 }), "no findings");
  });
});
