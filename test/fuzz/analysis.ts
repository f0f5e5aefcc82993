/** One damaged file: reading it never throws, never takes long and gives the same twice; every rule survives it. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { analyse } from "../../rules/analyse.ts";
import { rules } from "../../rules/catalog/index.ts";
import { loadSqlParser } from "../../rules/languages/sql/parse.ts";
import { applyEdits, runRules } from "../catalog/run-rules.ts";
import { damaged } from "./mutations.ts";
import { parametersOf, type Target } from "./target.ts";

/** Of processor time, far above what a file of this size takes on any machine: only a blow-up reaches it. */
const TOO_LONG_MS = 10_000;

export const analysis: Target = {
  name: "analysis",
  async run(effort) {
    await loadSqlParser();
    const property = fc.asyncProperty(damaged(effort.sources), async ({ path, text }) => {
      effort.tick();
      const start = process.cpuUsage();
      const summary = analyse(path, text);
      assert.equal(summary.crash, undefined);
      const json = JSON.stringify(summary);
      assert.equal(JSON.stringify(analyse(path, text)), json, "the same text, another summary");
      for (const place of placesIn(JSON.parse(json)))
        assert.ok(0 <= place.start && place.start <= place.end && place.end <= text.length, JSON.stringify(place));
      // Throws when a recogniser or a rule does.
      const { findings } = await runRules({ [path]: text }, rules);
      for (const finding of findings) for (const fix of finding.fixes) applyEdits(text, fix.edits);
      const { user, system } = process.cpuUsage(start);
      const ms = (user + system) / 1000;
      assert.ok(ms < TOO_LONG_MS, `took ${Math.round(ms)} ms`);
    });
    await fc.assert(property, parametersOf(effort));
  },
};

function* placesIn(value: unknown): Iterable<{ start: number; end: number }> {
  if (typeof value !== "object" || value === null) return;
  if ("endColumn" in value && !("path" in value)) yield value as unknown as { start: number; end: number };
  for (const inner of Object.values(value)) yield* placesIn(inner);
}
