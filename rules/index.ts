/**
 * The ESLint plugin: the rules of the catalogue for JavaScript and TypeScript under ESLint's own parser, and for Python
 * and SQL through our languages. Usable alone; the engine builds on the same rules.
 */
import { rules as catalog } from "./catalog/index.ts";
import type { Level } from "./finding.ts";
import { createLanguage } from "./eslint/concept-language.ts";
import { LoneFiles, readingAlone } from "./eslint/lone-file.ts";
import { loadSqlParser } from "./languages/sql/parse.ts";

// ESLint's `Language.parse` is synchronous, the Postgres parser starts asynchronously: whoever imports the plugin waits once.
await loadSqlParser();

const files = new LoneFiles();
const language = createLanguage(files);
const rules = catalog.map(rule => readingAlone(rule, files));

const plugin = {
  meta: { name: "faultline", version: "0.1.0", namespace: "faultline" },
  rules: Object.fromEntries(rules.map(rule => [rule.definition.name, rule])),
  languages: { typescript: language, python: language, sql: language, config: language },
  configs: {} as Record<string, object[]>,
};

plugin.configs = { recommended: preset(["error", "warning"]), audit: preset(["error", "warning", "advice"]) };

export default plugin;
export const { meta, configs, languages } = plugin;
export { rules };

/** One block per language: ESLint refuses a rule in a language that its `meta.languages` does not name. */
function preset(levels: Level[]): object[] {
  const blocks = [
    { language: "js/js", id: "typescript", files: ["**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}"] },
    { language: "faultline/python", id: "python", files: ["**/*.py"] },
    { language: "faultline/sql", id: "sql", files: ["**/*.sql"] },
    { language: "faultline/config", id: "config", files: ["**/wrangler.{toml,json,jsonc}"] },
  ] as const;
  return blocks.map(block => ({
    name: `faultline/${block.id}`,
    files: block.files,
    plugins: { faultline: plugin },
    ...(block.language === "js/js" ? {} : { language: block.language }),
    rules: Object.fromEntries(
      rules
        .filter(rule => rule.definition.languages.includes(block.id) && levels.includes(rule.definition.level))
        .map(rule => [`faultline/${rule.definition.name}`, rule.definition.level === "error" ? "error" : "warn"]),
    ),
  }));
}
