import type { Place } from "../../finding.ts";
import type { LineIndex } from "../../ir/lines.ts";
import type { Call, ClassNode, Expression, Module } from "../../ir/nodes.ts";
import {
  asCall,
  asObject,
  bindingsOf,
  classesOf,
  dottedName,
  imports,
  isFalse,
  isTrue,
  itemsOf,
  keyword,
  lastName,
  onDeleteOf,
  positional,
  propertyOf,
  stringValue,
  type Binding,
} from "./model-syntax.ts";
import type { ColumnFact, ForeignKeyFact, QualifiedName, TableDeclaration } from "./schema-facts.ts";
import { placeIn } from "../../semantics/place.ts";

/**
 * SQLAlchemy models of a module: declarative classes and their mixins, `Table(…)` objects, SQLModel classes. Project
 * wrappers are known by shape: a class with `__tablename__` or with a `Column`.
 */
export function tablesFromSqlAlchemy(module: Module, lines: LineIndex): TableDeclaration[] {
  if (imports(module, /^django(?:\.|$)/)) return [];
  const classes = classesOf(module.body).flatMap(node => readClass(node, lines));
  const tables = bindingsOf(module.body).flatMap(binding => readTableObject(binding, lines));
  return [...classes, ...tables];
}

const COLUMN_FUNCTIONS = new Set(["Column", "mapped_column", "Field"]);

function readClass(node: ClassNode, lines: LineIndex): TableDeclaration[] {
  if (node.name === undefined) return [];
  const bindings = bindingsOf(node.body);
  const value = (name: string) => bindings.find(binding => binding.name === name)?.value;
  const tableName = stringValue(value("__tablename__"));
  const sqlModel = node.keywords.some(item => item.name === "table" && isTrue(item.value));
  const table: TableDeclaration = {
    source: "sqlalchemy",
    modelName: node.name,
    bases: node.bases.flatMap(base => dottedName(base) ?? []),
    abstract: isTrue(value("__abstract__")),
    columns: [],
    primaryKey: [],
    uniqueKeys: [],
    foreignKeys: [],
    place: placeIn(lines, node.nameSpan ?? node),
  };
  const pydantic = !sqlModel && tableName === undefined;
  for (const binding of bindings) readAttribute(table, binding, lines, sqlModel, pydantic);
  for (const method of node.body) readDeclaredAttribute(table, method, lines);
  if (tableName === undefined && table.columns.length === 0 && !value("__table_args__")) return [];
  const args = itemsOf(value("__table_args__"));
  const schema = args.map(item => stringValue(propertyOf(asObject(item), "schema"))).find(text => text !== undefined);
  if (schema !== undefined) table.schema = schema;
  if (tableName !== undefined) table.table = { name: tableName, ...(schema === undefined ? {} : { schema }) };
  else if (sqlModel) table.table = { name: node.name.toLowerCase() };
  for (const item of args) readConstraint(table, asCall(item), lines);
  return [table];
}

function readAttribute(
  table: TableDeclaration,
  binding: Binding,
  lines: LineIndex,
  sqlModel: boolean,
  pydantic: boolean,
): void {
  const call = asCall(binding.value);
  const callee = lastName(call?.callee);
  const spot = placeIn(lines, binding);
  if (call && callee === "relationship") {
    const key = table.foreignKeys.find(other => other.columns[0] === `${binding.name}_id`);
    if (key) key.field = binding.name;
    return;
  }
  // `Field` also makes pydantic models, which are no tables.
  if (call && COLUMN_FUNCTIONS.has(callee ?? "") && !(callee === "Field" && pydantic)) {
    addColumn(table, binding.name, call, binding.annotation, spot);
    return;
  }
  const mapped = mappedType(binding.annotation);
  const plain = binding.value === undefined || (sqlModel && !call);
  const type = mapped ?? (sqlModel ? binding.annotation : undefined);
  if (plain && type && isScalar(type)) {
    table.columns.push({ name: binding.name, type: typeText(type), nullable: isOptional(type), place: spot });
  }
}

/** A mixin's `@declared_attr def project_id(cls): return Column(…)`. */
function readDeclaredAttribute(table: TableDeclaration, method: ClassNode["body"][number], lines: LineIndex): void {
  if (method.kind !== "function" || method.name === undefined) return;
  const declared = method.decorators.some(item =>
    /(?:^|\.)declared_attr(?:\.|$)/.test(dottedName(item.expression) ?? ""),
  );
  const result = method.body.findLast(statement => statement.kind === "return");
  const call = result?.kind === "return" ? asCall(result.value) : undefined;
  if (!declared || !call || !COLUMN_FUNCTIONS.has(lastName(call.callee) ?? "")) return;
  addColumn(table, method.name, call, method.returnType, placeIn(lines, method));
}

/** `users = Table("users", metadata, Column("id", …), …)`. */
function readTableObject(binding: Binding, lines: LineIndex): TableDeclaration[] {
  const call = asCall(binding.value);
  if (!call || lastName(call.callee) !== "Table") return [];
  const [name, , ...parts] = positional(call);
  const text = stringValue(name);
  if (text === undefined || !parts.some(part => lastName(asCall(part)?.callee) === "Column")) return [];
  const schema = stringValue(keyword(call, "schema"));
  const table: TableDeclaration = {
    source: "sqlalchemy",
    table: { name: text, ...(schema === undefined ? {} : { schema }) },
    modelName: binding.name,
    bases: [],
    abstract: false,
    columns: [],
    primaryKey: [],
    uniqueKeys: [],
    foreignKeys: [],
    place: placeIn(lines, { start: binding.start, end: binding.start + binding.name.length }),
  };
  for (const part of parts) {
    const item = asCall(part);
    const column = item && lastName(item.callee) === "Column" ? stringValue(positional(item)[0]) : undefined;
    if (item && column !== undefined) addColumn(table, column, item, undefined, placeIn(lines, item));
    else readConstraint(table, item, lines);
  }
  return [table];
}

/** `Column(…)` under the name it is given, or else the attribute's. */
export function addColumn(
  table: TableDeclaration,
  attribute: string,
  call: Call,
  annotation: Expression | undefined,
  spot: Place,
): void {
  const args = positional(call);
  const name = stringValue(args[0]) ?? attribute;
  const primary = isTrue(keyword(call, "primary_key"));
  const type = mappedType(annotation) ?? annotation;
  const nullableKeyword = keyword(call, "nullable");
  const column: ColumnFact = {
    name,
    ...(name === attribute ? {} : { field: attribute }),
    type: columnType(args, type),
    nullable: !primary && !isFalse(nullableKeyword) && (nullableKeyword !== undefined || !type || isOptional(type)),
    ...(["default", "server_default", "default_factory"].some(key => keyword(call, key)) ? { hasDefault: true } : {}),
    place: spot,
  };
  table.columns.push(column);
  if (primary) table.primaryKey.push(name);
  if (isTrue(keyword(call, "unique"))) table.uniqueKeys.push({ columns: [name], place: spot });
  for (const argument of args) {
    const reference = asCall(argument);
    if (reference && lastName(reference.callee) === "ForeignKey")
      table.foreignKeys.push(...foreignKey(name, reference, spot));
  }
  const target = stringValue(keyword(call, "foreign_key"));
  if (target !== undefined) {
    const onDelete = onDeleteOf(stringValue(keyword(call, "ondelete")));
    table.foreignKeys.push({ columns: [name], ...targetOf(target), onDelete, place: spot });
  }
}

/** `ForeignKey("core.teams.id", ondelete="CASCADE")` or `ForeignKey(Team.id)`. */
function foreignKey(column: string, call: Call, spot: Place): ForeignKeyFact[] {
  const target = positional(call)[0];
  const onDelete = onDeleteOf(stringValue(keyword(call, "ondelete")));
  const text = stringValue(target);
  if (text !== undefined) return [{ columns: [column], ...targetOf(text), onDelete, place: spot }];
  const model = target?.kind === "member" ? lastName(target.object) : undefined;
  if (target?.kind !== "member" || model === undefined) return [];
  return [
    { columns: [column], table: { name: model }, model: true, targetColumns: [target.name], onDelete, place: spot },
  ];
}

function targetOf(text: string): { table: QualifiedName; targetColumns: string[] } {
  const parts = text.split(".");
  const column = parts.length > 1 ? parts.pop()! : undefined;
  const name = parts.pop() ?? text;
  const schema = parts.pop();
  return {
    table: schema === undefined ? { name } : { schema, name },
    targetColumns: column === undefined ? [] : [column],
  };
}

/** `UniqueConstraint`, a unique `Index`, `PrimaryKeyConstraint`, `ForeignKeyConstraint`. */
export function readConstraint(table: TableDeclaration, call: Call | undefined, lines: LineIndex): void {
  if (!call) return;
  const spot = placeIn(lines, call);
  const kind = lastName(call.callee);
  const named = (nodes: readonly Expression[]) =>
    nodes.flatMap(node => stringValue(node) ?? lastName(node) ?? []).map(name => columnOf(table, name));
  const args = positional(call);
  if (kind === "PrimaryKeyConstraint") table.primaryKey = named(args);
  if (kind === "UniqueConstraint") {
    const name = stringValue(keyword(call, "name"));
    table.uniqueKeys.push({ columns: named(args), ...(name === undefined ? {} : { name }), place: spot });
  }
  if (kind === "Index" && isTrue(keyword(call, "unique"))) {
    const name = stringValue(args[0]);
    const where = keyword(call, "postgresql_where");
    const condition = where ? { where: stringValue(positional(asCall(where) ?? call)[0]) ?? "unknown" } : {};
    table.uniqueKeys.push({
      columns: named(args.slice(1)),
      ...(name === undefined ? {} : { name }),
      ...condition,
      place: spot,
    });
  }
  if (kind === "ForeignKeyConstraint") {
    const targets = itemsOf(args[1])
      .flatMap(item => stringValue(item) ?? [])
      .map(targetOf);
    const onDelete = onDeleteOf(stringValue(keyword(call, "ondelete")));
    const first = targets[0];
    if (!first) return;
    const targetColumns = targets.flatMap(target => target.targetColumns);
    table.foreignKeys.push({
      columns: named(itemsOf(args[0])),
      table: first.table,
      targetColumns,
      onDelete,
      place: spot,
    });
  }
}

function columnOf(table: TableDeclaration, name: string): string {
  return table.columns.find(column => column.field === name)?.name ?? name;
}

function columnType(args: readonly Expression[], annotation: Expression | undefined): string {
  const typed = args.find(argument => {
    const name = lastName(asCall(argument)?.callee ?? argument);
    return name !== undefined && !["ForeignKey", "Identity", "Sequence", "Computed", "CheckConstraint"].includes(name);
  });
  const name = typed && lastName(asCall(typed)?.callee ?? typed);
  return name ?? (annotation ? typeText(annotation) : "unknown");
}

/** `Mapped[X]` → X. */
function mappedType(annotation: Expression | undefined): Expression | undefined {
  return annotation?.kind === "index" && lastName(annotation.object) === "Mapped" ? annotation.index : undefined;
}

function isOptional(type: Expression): boolean {
  if (type.kind === "index") return lastName(type.object) === "Optional";
  if (type.kind === "literal") return type.value === null;
  return type.kind === "binary" && type.operator === "|" && (isOptional(type.left) || isOptional(type.right));
}

const SCALARS = /^(?:int|str|bool|float|bytes|dict|Decimal|UUID|datetime|date|time|timedelta|Any|list|Dict|List)$/;

/** A type of values, not of another model. */
function isScalar(type: Expression): boolean {
  return SCALARS.test(typeText(type));
}

function typeText(type: Expression): string {
  if (type.kind === "index" && /^(?:Optional|Annotated)$/.test(lastName(type.object) ?? "")) {
    return typeText(type.index.kind === "list" ? (type.index.items[0] ?? type.index) : type.index);
  }
  if (type.kind === "index")
    return lastName(type.object) === "list" || lastName(type.object) === "List"
      ? "relation"
      : (lastName(type.object) ?? "unknown");
  if (type.kind === "binary") return typeText(isOptional(type.left) ? type.right : type.left);
  return stringValue(type) ?? lastName(type) ?? "unknown";
}
