/**
 * Prints what the schema layer understands of a folder, as one line, or more with options:
 * `tsx scripts/schema-report.ts <folder> [--unread] [--tables] [--json]`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import { LineIndex } from "../rules/ir/lines.ts";
import { parsePython } from "../rules/languages/python/parse.ts";
import { embeddedSqlFacts } from "../rules/languages/sql/embedded.ts";
import { sqlSchemaFacts } from "../rules/languages/sql/lower.ts";
import { loadSqlParser, parseSql } from "../rules/languages/sql/parse.ts";
import { parseTypeScript } from "../rules/languages/typescript/parse.ts";
import { buildSchema, type SchemaFile } from "../rules/project/schema/build-schema.ts";
import { declaredTables } from "../rules/project/schema/declared-tables.ts";
import { migrationFacts } from "../rules/project/schema/migration-facts.ts";
import { prismaSchemaFacts } from "../rules/project/schema/prisma.ts";
import type { Schema } from "../rules/project/schema/schema.ts";
import type { SchemaFacts } from "../rules/project/schema/schema-facts.ts";
import { classifyTable, inferTenantColumns, type TenantModel } from "../rules/project/schema/tenancy.ts";

const root = process.argv[2] ?? ".";
const wants = (option: string) => process.argv.includes(option);
const counts = { statements: 0, unread: 0 };

await loadSqlParser();
const files: SchemaFile[] = filesBelow(root, "").flatMap(path => {
  const facts = factsOf(path);
  return facts && facts.operations.length + facts.tables.length + (facts.changes?.length ?? 0) > 0
    ? [{ path, facts }]
    : [];
});
const started = performance.now();
const schema = buildSchema(files);
const tenant = inferTenantColumns(schema);
print(schema, tenant, Math.round(performance.now() - started));

function factsOf(path: string): SchemaFacts | undefined {
  if (path.endsWith(".sql")) return sqlFacts(path, readText(path));
  if (path.endsWith(".prisma")) return prismaSchemaFacts(readText(path));
  if (/\.(?:py|tsx?)$/.test(path)) {
    const text = readText(path);
    if (
      !/pgTable|mysqlTable|sqliteTable|Tables\s*:|Column\(|mapped_column|Field\(|ForeignKey|Model\b|alembic/.test(text)
    )
      return undefined;
    const module = path.endsWith(".py") ? parsePython(text, path) : parseTypeScript(text, path);
    const lines = new LineIndex(text);
    const migration = migrationFacts(path, module, lines, (sql, literal) => embeddedSqlFacts(text, sql, literal));
    if (migration) count(path, migration);
    return migration ?? { operations: [], tables: declaredTables(module, lines) };
  }
  return undefined;
}

function sqlFacts(path: string, text: string): SchemaFacts {
  const facts = sqlSchemaFacts(text, parseSql(text));
  count(path, facts);
  return facts;
}

function count(path: string, { script }: SchemaFacts): void {
  if (!script) return;
  counts.statements += script.statements;
  counts.unread += script.unread;
  if (wants("--unread") && script.first) console.log(`${path}:${script.first.place.line}: ${script.first.reason}`);
}

function print(schema: Schema, tenant: TenantModel, elapsed: number): void {
  const { statements: total, unread } = counts;
  const share = total === 0 ? "no SQL" : `${((100 * (total - unread)) / total).toFixed(2)} % of ${total} statements`;
  const columns =
    tenant.columns.map(column => `${column.name} → ${column.root ?? "?"} (${column.tables} tables)`).join(", ") ||
    "none";
  console.log(
    `${basename(root)}: ${share}; ${schema.tables.size} tables, ${schema.functions.size} functions; tenant: ${columns}; linked in ${elapsed} ms`,
  );
  if (tenant.columns.length > 0) {
    const kinds = [...schema.tables.values()].map(table => classifyTable(schema, tenant, table).kind);
    const tally = ["root", "direct", "indirect", "global"].map(
      kind => `${kinds.filter(one => one === kind).length} ${kind}`,
    );
    console.log(`    ${tally.join(", ")}; ${tenant.reason}`);
  } else console.log(`    ${tenant.reason}`);
  if (!wants("--tables")) return;
  for (const [key, table] of schema.tables) {
    const scope = classifyTable(schema, tenant, table);
    const path = scope.kind === "indirect" ? ` via ${scope.path.map(step => step.columns.join()).join(" → ")}` : "";
    console.log(
      `    ${key} [${table.sources.join()}${table.modelName ? ` ${table.modelName}` : ""}] ${scope.kind}${path}: ${[...table.columns.keys()].join(" ")}`,
    );
  }
}

function readText(path: string): string {
  const bytes = readFileSync(join(root, path));
  return bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? "utf16le" : "utf8");
}

function filesBelow(folder: string, prefix: string): string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true })
    .filter(entry => entry.name !== "node_modules" && entry.name !== ".git")
    .flatMap(entry => {
      const path = prefix === "" ? entry.name : `${prefix}/${entry.name}`;
      if (entry.isDirectory()) return filesBelow(folder, path);
      return entry.isFile() ? [path] : [];
    })
    .sort();
}
