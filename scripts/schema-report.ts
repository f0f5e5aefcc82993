/** Prints what the schema layer understands of a folder: `tsx scripts/schema-report.ts <folder> [--tables] [--skipped]`. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

import { sqlSchemaFacts } from "../rules/languages/sql/lower.ts";
import { loadSqlParser, parseSql } from "../rules/languages/sql/parse.ts";
import { buildSchema, type SchemaFile } from "../rules/project/schema/build-schema.ts";

const root = process.argv[2] ?? ".";
await loadSqlParser();
const files: SchemaFile[] = [];
let statements = 0;
let skipped = 0;
const started = performance.now();
for (const path of filesBelow(root)) {
  if (!path.endsWith(".sql")) continue;
  const text = readText(join(root, path));
  const parsed = parseSql(text);
  statements += parsed.statements.length;
  skipped += parsed.skipped.length;
  if (process.argv.includes("--skipped")) {
    for (const one of parsed.skipped)
      console.log(`${path}: ${one.message}: ${text.slice(one.start, one.start + 100).replace(/\s+/g, " ")}`);
  }
  files.push({ path, facts: sqlSchemaFacts(text, parsed) });
}
const schema = buildSchema(files);
const elapsed = Math.round(performance.now() - started);
const share =
  statements + skipped === 0
    ? "no SQL"
    : `${((100 * statements) / (statements + skipped)).toFixed(2)} % of ${statements + skipped} SQL statements`;
console.log(
  `${root.split(sep).at(-1)}: ${share}, ${schema.tables.size} tables, ${schema.functions.size} functions, ${elapsed} ms`,
);

function readText(path: string): string {
  const bytes = readFileSync(path);
  return bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? "utf16le" : "utf8");
}

function filesBelow(folder: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === "node_modules" || entry.name === ".git") continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...filesBelow(path).map(inner => join(entry.name, inner)));
    else if (entry.isFile()) found.push(relative(folder, path));
  }
  return found.sort();
}
