/** Tables that a code file declares: generated Supabase types, Drizzle, TypeORM, SQLAlchemy, Django. Each reader leaves early. */
import type { LineIndex } from "../../ir/lines.ts";
import type { Module } from "../../ir/nodes.ts";
import { tablesFromDjango } from "./from-django.ts";
import { tablesFromDrizzle } from "./from-drizzle.ts";
import { tablesFromSqlAlchemy } from "./from-sqlalchemy.ts";
import { tablesFromSupabaseTypes } from "./from-supabase-types.ts";
import { tablesFromTypeOrm } from "./from-typeorm.ts";
import type { TableDeclaration } from "./schema-facts.ts";

export function declaredTables(module: Module, lines: LineIndex): TableDeclaration[] {
  return module.language === "python"
    ? [...tablesFromSqlAlchemy(module, lines), ...tablesFromDjango(module, lines)]
    : [
        ...tablesFromSupabaseTypes(module, lines),
        ...tablesFromDrizzle(module, lines),
        ...tablesFromTypeOrm(module, lines),
      ];
}
