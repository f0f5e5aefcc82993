/**
 * Writes what follows from the catalogue: the registry, the embedded documents, the rule table of the README, the
 * configuration schema. `--check` writes nothing, prints what differs and fails.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";

const root = new URL("..", import.meta.url).pathname;
const catalog = join(root, "rules/catalog");

interface Entry {
  family: string;
  name: string;
}

const check = process.argv.includes("--check");
const entries = listRules();
const files: [path: string, text: string][] = [
  ["rules/catalog/index.ts", await pretty("rules/catalog/index.ts", registry(entries))],
  ["rules/catalog/documents.ts", await pretty("rules/catalog/documents.ts", documents(entries))],
];
if (write(files) && !check) await dependent();
else if (check) await dependent();

function listRules(): Entry[] {
  return readdirSync(catalog, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .flatMap(family =>
      readdirSync(join(catalog, family.name))
        .filter(file => file.endsWith(".ts") && file !== "family.ts")
        .map(file => ({ family: family.name, name: file.slice(0, -3) })),
    )
    .sort((a, b) => (a.family + a.name < b.family + b.name ? -1 : 1));
}

function registry(list: Entry[]): string {
  const imports = list.map(({ family, name }) => `import ${camel(name)} from "./${family}/${name}.ts";`);
  return [
    "// Written by scripts/generate.ts from the files of this folder. Not edited by hand.",
    'import type { Rule } from "../define-rule.ts";',
    ...imports,
    "",
    `export const rules: readonly Rule[] = [${list.map(({ name }) => camel(name)).join(", ")}];`,
  ].join("\n");
}

function documents(list: Entry[]): string {
  const rows = list.map(({ family, name }) => {
    const path = join(catalog, family, `${name}.md`);
    const text = existsSync(path) ? readFileSync(path, "utf8").replaceAll(/<!-- head:(?:start|end) -->\n/gu, "") : "";
    return `${JSON.stringify(name)}: ${JSON.stringify(text)},`;
  });
  return [
    "// Written by scripts/generate.ts from the rules' documents. Not edited by hand.",
    "/** Rule id → its document in Markdown. */",
    `export const documents: Readonly<Record<string, string>> = {\n${rows.join("\n")}\n};`,
  ].join("\n");
}

/** What needs the registry itself, and so runs after it is written. */
async function dependent(): Promise<void> {
  const { readmeTable, documentHeads, configurationSchema } = await import("./generate-from-rules.ts");
  write([...(await documentHeads(root)), ...(await readmeTable(root)), ...(await configurationSchema())]);
  if (!check)
    write([["rules/catalog/documents.ts", await pretty("rules/catalog/documents.ts", documents(listRules()))]]);
}

async function pretty(path: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(join(root, path))), filepath: path });
}

function write(list: [path: string, text: string][]): boolean {
  for (const [path, text] of list) {
    const full = join(root, path);
    const current = existsSync(full) ? readFileSync(full, "utf8") : undefined;
    if (current === text) continue;
    if (check) {
      process.exitCode = 1;
      console.error(`${path} is out of date: run npm run generate\n${difference(current ?? "", text)}`);
    } else {
      writeFileSync(full, text);
      console.log(`wrote ${path}`);
    }
  }
  return true;
}

function difference(before: string, after: string): string {
  const old = new Set(before.split("\n"));
  const fresh = new Set(after.split("\n"));
  const removed = before
    .split("\n")
    .filter(line => !fresh.has(line))
    .map(line => `- ${line}`);
  const added = after
    .split("\n")
    .filter(line => !old.has(line))
    .map(line => `+ ${line}`);
  return [...removed, ...added].slice(0, 40).join("\n");
}

function camel(name: string): string {
  return name.replace(/-(\w)/gu, (_, letter: string) => letter.toUpperCase());
}
