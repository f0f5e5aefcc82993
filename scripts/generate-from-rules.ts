/** The generated parts that need the registry: heads of the documents, the README's table, the configuration schema. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import type { Rule } from "../rules/define-rule.ts";
import { rules } from "../rules/catalog/index.ts";
import { configSchema } from "../server/engine/config-schema.ts";
import { directiveRules } from "../server/engine/directive-rules.ts";

type Files = [path: string, text: string][];

const LANGUAGES: Record<string, string> = {
  typescript: "TypeScript/JavaScript",
  python: "Python",
  sql: "SQL",
  config: "configuration",
};

/** Title, languages, level, fixes and options, above the text that a person wrote. */
export async function documentHeads(root: string): Promise<Files> {
  const files: Files = [];
  for (const rule of rules) {
    const path = `rules/catalog/${rule.definition.family}/${rule.definition.name}.md`;
    const text = existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : "";
    files.push([
      path,
      between(text, "head", headOf(rule)) ?? `${wrapped("head", headOf(rule))}\n\n${text.replace(/^# .*\n+/u, "")}`,
    ]);
  }
  return files;
}

export async function readmeTable(root: string): Promise<Files> {
  const path = join(root, "README.md");
  if (!existsSync(path)) return [];
  const rows = rules.map(({ definition: one }) => {
    const link = `[${one.name}](rules/catalog/${one.family}/${one.name}.md)`;
    return `| ${link} | ${one.family} | ${one.description} | ${languagesOf(one.languages)} | ${one.level} | ${one.fixable || "–"} |`;
  });
  const head = ["| rule | family | what it finds | languages | up to | fix |", "| --- | --- | --- | --- | --- | --- |"];
  const text = between(readFileSync(path, "utf8"), "rules", [...head, ...rows].join("\n"));
  return text === undefined ? [] : [["README.md", text]];
}

export async function configurationSchema(): Promise<Files> {
  const text = await format(JSON.stringify(configSchema([...rules, ...directiveRules])), {
    parser: "json",
    printWidth: 120,
  });
  return [["server/engine/faultline.schema.json", text]];
}

function headOf({ definition }: Rule): string {
  const fix =
    definition.fixable === "safe" ? "safe fix" : definition.fixable === "suggestion" ? "suggestion" : "no fix";
  const options = Object.entries(definition.defaults);
  return [
    `# ${definition.name}`,
    "",
    `${definition.description}`,
    "",
    `**Family** ${definition.family} · **Languages** ${languagesOf(definition.languages)} · **Level** up to ${definition.level} · **Fix** ${fix}`,
    ...(options.length > 0
      ? [
          "",
          `**Options** ${options.map(([key, value]) => `\`${key}\` (default \`${JSON.stringify(value)}\`)`).join(", ")}`,
        ]
      : []),
  ].join("\n");
}

function languagesOf(languages: readonly string[]): string {
  return languages.map(language => LANGUAGES[language] ?? language).join(", ");
}

function between(text: string, mark: string, content: string): string | undefined {
  const pattern = new RegExp(`<!-- ${mark}:start -->[\\s\\S]*?<!-- ${mark}:end -->`, "u");
  return pattern.test(text) ? text.replace(pattern, () => wrapped(mark, content)) : undefined;
}

function wrapped(mark: string, content: string): string {
  return `<!-- ${mark}:start -->\n${content}\n<!-- ${mark}:end -->`;
}
