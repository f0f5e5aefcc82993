/** Schema changes of a migration that is code: Alembic's, Django's, or SQL that a script sends. */
import type { LineIndex } from "../../ir/lines.ts";
import type { Module } from "../../ir/nodes.ts";
import { alembicMigration } from "./from-alembic.ts";
import { djangoMigration } from "./from-django-migration.ts";
import { scriptMigration } from "./from-script-migration.ts";
import { MigrationScript, type SqlReader } from "./migration-script.ts";
import type { SchemaFacts } from "./schema-facts.ts";

/** Undefined for any other module. */
export function migrationFacts(
  path: string,
  module: Module,
  lines: LineIndex,
  readSql: SqlReader,
): SchemaFacts | undefined {
  const script = new MigrationScript(lines, readSql);
  if (module.language !== "python") {
    const operations = scriptMigration(path, module, script);
    return operations && { operations, tables: [], script: script.facts };
  }
  const found = alembicMigration(module, script) ?? djangoMigration(path, module, script);
  return found && { operations: [], tables: [], ...found, script: script.facts };
}
