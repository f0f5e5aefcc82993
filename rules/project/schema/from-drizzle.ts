import type { Place } from "../../finding.ts";
import type { LineIndex } from "../../ir/lines.ts";
import type { Call, Expression, Module, ObjectLiteral } from "../../ir/nodes.ts";
import {
  asCall,
  asObject,
  bindingsOf,
  chainOf,
  imports,
  itemsOf,
  lastName,
  onDeleteOf,
  positional,
  propertyOf,
  stringValue,
  type Binding,
  type ChainStep,
} from "./model-syntax.ts";
import type { ColumnFact, ForeignKeyFact, KeyFact, TableDeclaration } from "./schema-facts.ts";
import { placeIn } from "../../semantics/place.ts";

/** Tables that a module declares with Drizzle (`pgTable`, `mysqlTable`, `sqliteTable`, `pgSchema(…).table`, `pgTableCreator`). */
export function tablesFromDrizzle(module: Module, lines: LineIndex): TableDeclaration[] {
  if (!imports(module, /^drizzle-orm(?:\/|$)/)) return [];
  const bindings = bindingsOf(module.body);
  const reader: Reader = { lines, locals: new Map(bindings.map(binding => [binding.name, binding.value])) };
  return bindings.flatMap(binding => readTable(reader, binding));
}

interface Reader {
  lines: LineIndex;
  /** Values of the module's own constants, for spreads such as `...timestamps`. */
  locals: ReadonlyMap<string, Expression | undefined>;
}

const TABLE_FUNCTIONS = new Set(["pgTable", "mysqlTable", "sqliteTable", "singlestoreTable"]);
const TABLE_CREATORS = new Set(["pgTableCreator", "mysqlTableCreator", "sqliteTableCreator"]);

function readTable(reader: Reader, binding: Binding): TableDeclaration[] {
  const chain = chainOf(binding.value);
  const found = chain && tableName(reader, chain.base);
  if (!chain || !found) return [];
  const [, columnsArgument, extras] = positional(chain.base);
  const object = asObject(columnsArgument) ?? asObject(returned(columnsArgument));
  if (!object) return [];
  const table: TableDeclaration = {
    source: "drizzle",
    table: found,
    modelName: binding.name,
    bases: [],
    abstract: false,
    columns: [],
    primaryKey: [],
    uniqueKeys: [],
    foreignKeys: [],
    ...(chain.steps.some(step => step.name === "enableRLS") || lastName(chain.base.callee) === "withRLS"
      ? { rls: true }
      : {}),
    place: placeIn(reader.lines, { start: binding.start, end: binding.start + binding.name.length }),
  };
  readColumns(reader, table, object);
  readExtras(reader, table, returned(extras));
  return [table];
}

function tableName(reader: Reader, call: Call): TableDeclaration["table"] {
  const name = stringValue(positional(call)[0]);
  const callee = call.callee;
  if (name === undefined) return undefined;
  if (callee.kind === "name") {
    if (TABLE_FUNCTIONS.has(callee.name)) return { name };
    const creator = asCall(reader.locals.get(callee.name));
    return creator && TABLE_CREATORS.has(lastName(creator.callee) ?? "")
      ? { name: prefixed(creator, name) }
      : undefined;
  }
  if (callee.kind !== "member" || callee.object.kind !== "name") return undefined;
  if (callee.name === "withRLS" && TABLE_FUNCTIONS.has(callee.object.name)) return { name };
  const schema = asCall(reader.locals.get(callee.object.name));
  if (callee.name !== "table" || !schema || !/^(?:pg|my[sS]ql)Schema$/.test(lastName(schema.callee) ?? ""))
    return undefined;
  return { name, schema: stringValue(positional(schema)[0]) };
}

/** `pgTableCreator(name => `app_${name}`)`. */
function prefixed(creator: Call, name: string): string {
  const value = returned(positional(creator)[0]);
  return value?.kind === "template" && value.values.length === 1
    ? `${value.parts[0]}${name}${value.parts[1] ?? ""}`
    : name;
}

function readColumns(reader: Reader, table: TableDeclaration, object: ObjectLiteral, depth = 0): void {
  for (const property of object.properties) {
    const local =
      property.spread && property.value.kind === "name" ? reader.locals.get(property.value.name) : undefined;
    const spread = asObject(local);
    if (spread && depth < 5) readColumns(reader, table, spread, depth + 1);
    const chain = property.key === undefined ? undefined : chainOf(property.value);
    if (property.key === undefined || !chain) continue;
    const place = placeIn(reader.lines, property);
    const name = stringValue(positional(chain.base)[0]) ?? property.key;
    const steps = new Set(chain.steps.map(step => step.name));
    const column: ColumnFact = {
      name,
      field: property.key,
      type: (lastName(chain.base.callee) ?? "unknown") + (steps.has("array") ? "[]" : ""),
      nullable: !steps.has("notNull") && !steps.has("primaryKey"),
      ...(chain.steps.some(step => /^(?:\$?default|generated|\$onUpdate)/.test(step.name)) ? { hasDefault: true } : {}),
      place,
    };
    table.columns.push(column);
    if (steps.has("primaryKey")) table.primaryKey.push(name);
    if (steps.has("unique")) table.uniqueKeys.push({ columns: [name], place });
    const reference = chain.steps.find(step => step.name === "references");
    if (reference) table.foreignKeys.push(...columnReference(reader, name, reference));
  }
}

/** `.references(() => teams.id, { onDelete: "cascade" })`. */
function columnReference(reader: Reader, column: string, step: ChainStep): ForeignKeyFact[] {
  const [target, options] = positional(step.call);
  const value = returned(target);
  const model = value?.kind === "member" ? lastName(value.object) : undefined;
  if (value?.kind !== "member" || model === undefined) return [];
  const onDelete = onDeleteOf(stringValue(propertyOf(asObject(options), "onDelete")));
  const key = { columns: [column], table: { name: model }, model: true, targetColumns: [value.name], onDelete };
  return [{ ...key, place: placeIn(reader.lines, step.call) }];
}

/** The third argument: an object (before 0.36) or a list of keys, indexes and policies. */
function readExtras(reader: Reader, table: TableDeclaration, extras: Expression | undefined): void {
  const entries = extras?.kind === "object" ? extras.properties.map(property => property.value) : itemsOf(extras);
  for (const entry of entries) {
    const chain = chainOf(entry);
    if (!chain) continue;
    const kind = lastName(chain.base.callee);
    const spot = placeIn(reader.lines, entry);
    if (kind === "unique" || kind === "uniqueIndex") table.uniqueKeys.push(uniqueKey(table, chain, spot));
    else if (kind === "primaryKey") table.primaryKey = keyColumns(table, chain.base);
    else if (kind === "foreignKey") table.foreignKeys.push(...tableReference(table, chain, spot));
    else if (kind === "pgPolicy" || kind === "crudPolicy") table.rls = true;
  }
}

function uniqueKey(table: TableDeclaration, chain: { base: Call; steps: ChainStep[] }, spot: Place): KeyFact {
  const on = chain.steps.find(step => step.name === "on");
  const where = chain.steps.find(step => step.name === "where");
  const condition = where && positional(where.call)[0];
  const name = stringValue(positional(chain.base)[0]);
  const columns = on ? positional(on.call) : [];
  return {
    columns: columns.flatMap(column => columnName(table, column) ?? []),
    ...(name === undefined ? {} : { name }),
    ...(condition ? { where: stringValue(condition) ?? "unknown" } : {}),
    ...(columns.some(column => column.kind !== "member") ? { expressions: true } : {}),
    place: spot,
  };
}

function tableReference(
  table: TableDeclaration,
  chain: { base: Call; steps: ChainStep[] },
  spot: Place,
): ForeignKeyFact[] {
  const options = asObject(positional(chain.base)[0]);
  const targets = itemsOf(propertyOf(options, "foreignColumns"));
  const first = targets[0];
  const model = first?.kind === "member" ? lastName(first.object) : undefined;
  if (model === undefined) return [];
  const action = chain.steps.find(step => step.name === "onDelete");
  const onDelete = onDeleteOf(action && stringValue(positional(action.call)[0]));
  const columns = itemsOf(propertyOf(options, "columns")).flatMap(column => columnName(table, column) ?? []);
  return [
    {
      columns,
      table: { name: model },
      model: true,
      targetColumns: targets.flatMap(item => lastName(item) ?? []),
      onDelete,
      place: spot,
    },
  ];
}

/** `primaryKey({ columns: [t.a, t.b] })` and the older `primaryKey(t.a, t.b)`. */
function keyColumns(table: TableDeclaration, call: Call): string[] {
  const args = positional(call);
  const columns = asObject(args[0]) ? itemsOf(propertyOf(asObject(args[0]), "columns")) : args;
  return columns.flatMap(column => columnName(table, column) ?? []);
}

/** `t.teamId` → the column's name in the database. */
function columnName(table: TableDeclaration, node: Expression): string | undefined {
  if (node.kind !== "member") return undefined;
  return table.columns.find(column => column.field === node.name)?.name ?? node.name;
}

/** What an arrow or function returns at its end. */
function returned(node: Expression | undefined): Expression | undefined {
  if (node?.kind !== "function") return undefined;
  const last = node.body.findLast(statement => statement.kind === "return");
  return last?.kind === "return" ? last.value : undefined;
}
