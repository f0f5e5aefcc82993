import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Level } from "../../rules/finding.ts";
import { overall, rate } from "../../server/audit/rating.ts";
import { formulaText } from "../../server/audit/words.ts";

const many = (count: number, level: Level) => Array.from({ length: count }, () => level);

describe("rating", () => {
  it("sets the weights of the findings against the things that can fail", () => {
    const rating = rate("retries", ["error", "warning", "warning", "advice"], 20);
    assert.equal(rating.risk, 6.25);
    assert.equal(rating.score, 76);
    assert.deepEqual(rating.counts, { error: 1, warning: 2, advice: 1 });
  });

  it("does not rate a large program down for its size", () => {
    const small = rate("limits", many(2, "warning"), 10);
    const large = rate("limits", many(20, "warning"), 100);
    assert.equal(small.score, large.score);
  });

  it("gives no better grade than the worst finding allows", () => {
    assert.equal(rate("tenancy", [], 500).grade, "A");
    assert.equal(rate("tenancy", ["advice"], 500).grade, "A");
    assert.equal(rate("tenancy", ["warning"], 500).grade, "B");
    assert.equal(rate("tenancy", ["error"], 500).grade, "C");
  });

  it("follows the thresholds that it prints", () => {
    const grades = [90, 89, 75, 74, 55, 54, 35, 34].map(score => {
      // With advice only there is no ceiling: risk = exposure × (100 ÷ score − 1).
      const advice = Math.round((100 / score - 1) * 10_000 * 4);
      return rate("retries", many(advice, "advice"), 10_000).grade;
    });
    assert.deepEqual(grades, ["A", "B", "B", "C", "C", "D", "D", "E"]);
    assert.match(formulaText().join("\n"), /risk = 4 × errors \+ 1 × warnings \+ 0\.25 × advice/u);
    assert.match(formulaText().join("\n"), /A from 90, B from 75, C from 55, D from 35, else E/u);
    assert.match(formulaText().join("\n"), /at best C with an error, at best B with a warning/u);
  });

  it("rates nothing where there is nothing, and findings without things as E", () => {
    assert.equal(rate("retries", [], 0).grade, undefined);
    assert.equal(rate("retries", ["warning"], 0).grade, "E");
  });

  it("is as good as the weakest family", () => {
    assert.equal(
      overall([rate("retries", [], 10), rate("limits", many(40, "error"), 10), rate("tenancy", [], 0)]),
      "E",
    );
    assert.equal(overall([rate("retries", [], 0)]), undefined);
  });
});
