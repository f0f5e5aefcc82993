import { DjangoHistory } from "./django-history.ts";
import { linkModels } from "./link-models.ts";
import { orderMigrations } from "./migration-graph.ts";
import { compareMigrationPaths, orderSqlFiles, sqlRole } from "./migration-order.ts";
import { Replay } from "./replay.ts";
import type { ForeignDialect, SchemaFacts } from "./schema-facts.ts";
import type { Schema } from "./schema.ts";

export interface SchemaFile {
  path: string;
  facts: SchemaFacts;
}

/**
 * Links the facts of all files into the database they describe: SQL is replayed in migration order, then models join by
 * table name. Pure; the order of `files` does not matter.
 */
export function buildSchema(files: readonly SchemaFile[]): Schema {
  const schema: Schema = { tables: new Map(), functions: new Map(), views: new Map(), grants: [], models: new Map() };
  const byPath = new Map(files.map(file => [file.path, file]));
  const replay = new Replay(schema);
  const sqlFiles = files.filter(file => file.facts.operations.length > 0 && !file.facts.migration);
  const dialects = foreignFolders(sqlFiles);
  for (const { path, role } of orderSqlFiles(sqlFiles.map(file => file.path))) {
    const facts = byPath.get(path)!.facts;
    const dialect = facts.dialect ?? dialects.get(folderOf(path)) ?? "postgres";
    for (const operation of facts.operations) replay.apply(path, role, dialect, operation);
  }
  replayCode(schema, replay, files);
  const models = files
    .filter(file => file.facts.tables.length > 0 && !isHistory(file.path))
    .sort((a, b) => compareMigrationPaths(a.path, b.path))
    .flatMap(file => file.facts.tables.map(declaration => ({ path: file.path, declaration })));
  linkModels(schema, models);
  return schema;
}

/** Migrations in Python come after SQL: what both say is the same, and theirs has the models' names. */
function replayCode(schema: Schema, replay: Replay, files: readonly SchemaFile[]): void {
  const django = new DjangoHistory(schema, replay);
  const migrations = files.flatMap(({ path, facts }) =>
    facts.migration && sqlRole(path) !== "ignored" ? [{ path, facts, migration: facts.migration }] : [],
  );
  for (const { path, facts } of orderMigrations(migrations)) {
    for (const operation of facts.operations) replay.apply(path, "migration", "postgres", operation);
    for (const change of facts.changes ?? []) django.apply(path, change);
  }
}

/** Models inside Python migrations are pictures of the past. */
function isHistory(path: string): boolean {
  return path.endsWith(".py") && /(?:^|\/)(?:migrations|versions|revisions|alembic)\//.test(path);
}

/** One script in SQLite's dialect tells the dialect of its folder. */
function foreignFolders(files: readonly SchemaFile[]): Map<string, ForeignDialect> {
  const dialects = new Map<string, ForeignDialect>();
  for (const { path, facts } of files)
    if (facts.dialect && facts.dialect !== "template") dialects.set(folderOf(path), facts.dialect);
  return dialects;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}
