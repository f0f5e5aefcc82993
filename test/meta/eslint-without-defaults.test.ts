import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import type { RuleRunner } from "../../server/engine/linter.ts";
import type { createLanguage } from "../../rules/eslint/concept-language.ts";
// @ts-expect-error -- a script of the build, without types
import { eslintWithoutDefaults } from "../../scripts/eslint-without-defaults.mjs";
import { folderWith } from "../engine/temporary-folder.ts";

interface Bundled {
  RuleRunner: typeof RuleRunner;
  createLanguage: typeof createLanguage;
}

describe("ESLint as it is bundled", () => {
  it("runs our rules, without its own", async function () {
    this.timeout(60_000);
    const file = join(folderWith({}), "linter.cjs");
    await build({
      stdin: {
        contents: `export { RuleRunner } from "./server/engine/linter.ts";
          export { createLanguage } from "./rules/eslint/concept-language.ts";`,
        resolveDir: new URL("../..", import.meta.url).pathname,
      },
      bundle: true,
      platform: "node",
      format: "cjs",
      outfile: file,
      plugins: [eslintWithoutDefaults()],
    });
    assert.doesNotMatch(readFileSync(file, "utf8"), /lib\/rules\/no-unused-vars|node_modules\/acorn\//u);
    const bundled = createRequire(import.meta.url)(file) as Bundled;
    const heard: string[] = [];
    const rule = {
      definition: { name: "listens", languages: ["typescript"] },
      meta: {},
      create: () => ({ Retry: ({ type }: { type: string }) => heard.push(type) }),
    };
    const runner = new bundled.RuleRunner([rule as never], bundled.createLanguage);
    const concepts = [{ type: "Retry", start: 0, end: 5 }];
    const source = { file: { path: "a.ts", language: "typescript" }, text: "retry", concepts };
    const { crashes } = runner.run(source as never, new Map([["listens", {}]]));
    assert.deepEqual([heard, crashes], [["Retry"], []]);
  });
});
