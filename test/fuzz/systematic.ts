/** Every prefix that ends with a line, and every deletion of one line, of every source: typing and merging, without luck. */
import { analyse } from "../../rules/analyse.ts";
import { rules } from "../../rules/catalog/index.ts";
import { loadSqlParser } from "../../rules/languages/sql/parse.ts";
import { runRules } from "../catalog/run-rules.ts";
import type { Target } from "./target.ts";

export const systematic: Target = {
  name: "systematic",
  async run({ seed, runs, ms, sources, tick }) {
    await loadSqlParser();
    const inputs = sources.flatMap(({ path, text }) => {
      const lines = text.split("\n");
      return lines.flatMap((_, index) => [
        { path, lines, from: index, to: lines.length, what: `its first ${index} lines` },
        { path, lines, from: index, to: index + 1, what: `all but line ${index + 1}` },
      ]);
    });
    // With little time, a part of them that is spread over all files; the seed says which.
    const step = runs === undefined ? 1 : Math.max(1, Math.floor(inputs.length / runs));
    const start = performance.now();
    for (let index = seed % step; index < inputs.length; index += step) {
      if (ms !== undefined && performance.now() - start > ms) return;
      tick();
      const { path, lines, from, to, what } = inputs[index]!;
      const text = [...lines.slice(0, from), ...lines.slice(to)].join("\n");
      try {
        analyse(path, text);
        await runRules({ [path]: text }, rules);
      } catch (error) {
        throw new Error(`${path}, ${what}`, { cause: error });
      }
    }
  },
};
