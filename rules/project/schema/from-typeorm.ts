import type { LineIndex } from "../../ir/lines.ts";
import type { ClassNode, Declare, Decorator, Expression, Module } from "../../ir/nodes.ts";
import { placeIn } from "../../semantics/place.ts";
import {
  asCall,
  asObject,
  classesOf,
  dottedName,
  imports,
  isTrue,
  lastName,
  onDeleteOf,
  positional,
  propertyOf,
  stringValue,
} from "./model-syntax.ts";
import type { TableDeclaration } from "./schema-facts.ts";

/** TypeORM entities: classes under `@Entity`, and the classes with columns that they extend. */
export function tablesFromTypeOrm(module: Module, lines: LineIndex): TableDeclaration[] {
  if (!imports(module, /^typeorm$/)) return [];
  return classesOf(module.body).flatMap(node => readClass(node, lines));
}

const COLUMNS =
  /^(?:Primary(?:Generated)?Column|Column|(?:Create|Update|Delete)DateColumn|VersionColumn|ObjectIdColumn)$/;
const OWNING = new Set(["ManyToOne", "OneToOne"]);

function readClass(node: ClassNode, lines: LineIndex): TableDeclaration[] {
  if (node.name === undefined) return [];
  const entity = decoratorOf(node.decorators, /^(?:Child)?Entity$/);
  const table: TableDeclaration = {
    source: "typeorm",
    modelName: node.name,
    bases: node.bases.flatMap(base => dottedName(base) ?? []),
    abstract: entity === undefined,
    columns: [],
    primaryKey: [],
    uniqueKeys: [],
    foreignKeys: [],
    place: placeIn(lines, node.nameSpan ?? node),
  };
  for (const member of node.body) if (member.kind === "declare") readField(table, member, lines);
  if (!entity) return table.columns.length > 0 ? [table] : [];
  const [first, second] = argumentsOf(entity);
  const options = asObject(first) ?? asObject(second);
  const schema = stringValue(propertyOf(options, "schema"));
  const name = stringValue(first) ?? stringValue(propertyOf(options, "name")) ?? snakeCase(node.name);
  return [{ ...table, table: schema === undefined ? { name } : { schema, name } }];
}

function readField(table: TableDeclaration, field: Declare, lines: LineIndex): void {
  const decorators = field.decorators ?? [];
  if (field.target.kind !== "name") return;
  const property = field.target.name;
  const place = placeIn(lines, field.target);
  const column = decoratorOf(decorators, COLUMNS);
  if (column) {
    const options = argumentsOf(column)
      .map(asObject)
      .find(one => one !== undefined);
    const name = stringValue(propertyOf(options, "name")) ?? property;
    addColumn(table, name, property, isTrue(propertyOf(options, "nullable")), place);
    const kind = nameOf(column);
    if (kind.startsWith("Primary")) table.primaryKey.push(name);
    if (isTrue(propertyOf(options, "unique"))) table.uniqueKeys.push({ columns: [name], place });
  }
  const relation = decorators.find(one => OWNING.has(nameOf(one)));
  if (relation) readRelation(table, relation, decorators, property, place);
}

/** `@ManyToOne(() => Tenant) @JoinColumn({ name: "tenant_id" }) tenant: Tenant`. */
function readRelation(
  table: TableDeclaration,
  relation: Decorator,
  decorators: readonly Decorator[],
  property: string,
  place: TableDeclaration["place"],
): void {
  const join = decoratorOf(decorators, /^JoinColumn$/);
  if (nameOf(relation) === "OneToOne" && !join) return;
  const [target] = argumentsOf(relation);
  const body = target?.kind === "function" ? target.body[0] : undefined;
  const model = body?.kind === "return" ? lastName(body.value) : stringValue(target);
  if (model === undefined) return;
  const options = argumentsOf(relation)
    .map(asObject)
    .find(one => one !== undefined);
  const name = stringValue(propertyOf(asObject(join && argumentsOf(join)[0]), "name")) ?? `${property}Id`;
  if (!table.columns.some(column => column.name === name)) addColumn(table, name, name, false, place);
  table.foreignKeys.push({
    columns: [name],
    table: { name: model },
    model: true,
    targetColumns: [],
    onDelete: onDeleteOf(stringValue(propertyOf(options, "onDelete"))),
    field: property,
    place,
  });
}

function addColumn(
  table: TableDeclaration,
  name: string,
  field: string,
  nullable: boolean,
  place: TableDeclaration["place"],
): void {
  const known = table.columns.find(column => column.name === name);
  if (known) return;
  table.columns.push({ name, ...(field === name ? {} : { field }), type: "unknown", nullable, place });
}

function decoratorOf(decorators: readonly Decorator[], name: RegExp): Decorator | undefined {
  return decorators.find(one => name.test(nameOf(one)));
}

function nameOf({ expression }: Decorator): string {
  return lastName(asCall(expression)?.callee ?? expression) ?? "";
}

function argumentsOf({ expression }: Decorator): Expression[] {
  const call = asCall(expression);
  return call ? positional(call) : [];
}

/** TypeORM's default naming of tables. */
function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}
