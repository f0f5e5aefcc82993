import type { LineIndex } from "../../ir/lines.ts";
import type { Expression, Module, ObjectLiteral, Property } from "../../ir/nodes.ts";
import { asObject, isTrue, itemsOf, propertyOf, stringValue } from "./model-syntax.ts";
import type { ColumnFact, ForeignKeyFact, KeyFact, TableDeclaration } from "./schema-facts.ts";
import { placeIn } from "../../semantics/place.ts";

/**
 * Tables of the `Database` type that `supabase gen types` writes, as a type or as an interface:
 * `schema.Tables.table.{Row, Insert, Relationships}`. The shape decides, not the type's name.
 */
export function tablesFromSupabaseTypes(module: Module, lines: LineIndex): TableDeclaration[] {
  const tables: TableDeclaration[] = [];
  for (const statement of module.body) {
    if (statement.kind !== "type-alias") continue;
    for (const schema of asObject(statement.value)?.properties ?? []) {
      const found = asObject(propertyOf(asObject(schema.value), "Tables"));
      for (const table of found?.properties ?? []) tables.push(...declaration(schema.key ?? "public", table, lines));
    }
  }
  return tables;
}

function declaration(schema: string, table: Property, lines: LineIndex): TableDeclaration[] {
  const shape = asObject(table.value);
  const row = asObject(propertyOf(shape, "Row"));
  if (!row || table.key === undefined) return [];
  const insert = asObject(propertyOf(shape, "Insert"));
  const relations = itemsOf(propertyOf(shape, "Relationships")).flatMap(item => asObject(item) ?? []);
  return [
    {
      source: "types",
      table: schema === "public" ? { name: table.key } : { schema, name: table.key },
      bases: [],
      abstract: false,
      columns: row.properties.flatMap(property => column(property, insert, lines)),
      primaryKey: [],
      uniqueKeys: relations.flatMap(relation => oneToOne(relation, lines)),
      foreignKeys: relations.flatMap(relation => foreignKey(relation, lines)),
      place: placeIn(lines, table.keyNode),
    },
  ];
}

function column(property: Property, insert: ObjectLiteral | undefined, lines: LineIndex): ColumnFact[] {
  if (property.key === undefined) return [];
  const optional = insert?.properties.some(other => other.key === property.key && other.optional === true);
  const nullable = isNullable(property.value);
  return [
    {
      name: property.key,
      type: typeText(property.value),
      nullable,
      ...(optional && !nullable ? { hasDefault: true } : {}),
      place: placeIn(lines, property),
    },
  ];
}

function foreignKey(relation: ObjectLiteral, lines: LineIndex): ForeignKeyFact[] {
  const target = stringValue(propertyOf(relation, "referencedRelation"));
  if (target === undefined) return [];
  const name = stringValue(propertyOf(relation, "foreignKeyName"));
  return [
    {
      columns: texts(propertyOf(relation, "columns")),
      table: { name: target },
      targetColumns: texts(propertyOf(relation, "referencedColumns")),
      onDelete: "unknown",
      ...(name === undefined ? {} : { name }),
      place: placeIn(lines, relation),
    },
  ];
}

function oneToOne(relation: ObjectLiteral, lines: LineIndex): KeyFact[] {
  if (!isTrue(propertyOf(relation, "isOneToOne"))) return [];
  return [{ columns: texts(propertyOf(relation, "columns")), place: placeIn(lines, relation) }];
}

function texts(node: Expression | undefined): string[] {
  return itemsOf(node).flatMap(item => stringValue(item) ?? []);
}

function isNullable(type: Expression): boolean {
  if (type.kind === "literal") return type.value === null;
  return type.kind === "binary" && type.operator === "|" && (isNullable(type.left) || isNullable(type.right));
}

function typeText(type: Expression): string {
  if (type.kind === "name" || type.kind === "member") return type.name;
  if (type.kind === "literal") return typeof type.value;
  if (type.kind === "binary") return typeText(isNullable(type.left) ? type.right : type.left);
  const element =
    type.kind === "index" && type.object.kind === "name" && type.object.name === "Array"
      ? itemsOf(type.index)[0]
      : undefined;
  return element ? `${typeText(element)}[]` : "unknown";
}
