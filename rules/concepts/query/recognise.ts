import type { Module } from "../../ir/nodes.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { type Found, Reader } from "./builder.ts";
import { findDjango } from "./django.ts";
import { findDrizzle } from "./drizzle.ts";
import { findKnex } from "./knex.ts";
import { findPostgrest } from "./postgrest.ts";
import { findPrisma } from "./prisma.ts";
import type { QueryRecord } from "./query.ts";
import { findSqlText } from "./sql-text.ts";
import { findSqlAlchemy } from "./sqlalchemy.ts";
import { findTypeOrm } from "./typeorm.ts";

export function recogniseQueries(model: FileModel): QueryRecord[] {
  const found = queriesOf(model);
  if (found.length === 0) return [];
  const reader = new Reader(model, found);
  return found.map(one => reader.record(one));
}

/** Every query of a file, in source order. */
export function queriesOf(model: FileModel): readonly Found[] {
  return model.once(findQueries, model.module);
}

function findQueries(_module: Module, model: FileModel): Found[] {
  const found = [
    ...findPostgrest(model),
    ...findPrisma(model),
    ...findDrizzle(model),
    ...findKnex(model),
    ...findTypeOrm(model),
    ...findSqlText(model),
    ...findDjango(model),
    ...findSqlAlchemy(model),
  ];
  return found.sort((a, b) => a.start.start - b.start.start);
}
