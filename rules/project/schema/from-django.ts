import type { LineIndex } from "../../ir/lines.ts";
import type { Call, ClassNode, Expression, Module } from "../../ir/nodes.ts";
import {
  asCall,
  bindingsOf,
  classesOf,
  dottedName,
  imports,
  isTrue,
  itemsOf,
  keyword,
  lastName,
  onDeleteOf,
  positional,
  stringValue,
  type Binding,
} from "./model-syntax.ts";
import type { KeyFact, TableDeclaration } from "./schema-facts.ts";
import { placeIn } from "../../semantics/place.ts";

/**
 * Django models of a module: classes with model fields, and classes that could inherit them. Which of them are tables,
 * and what the bases of other files add, is known only when all files are: see `link-models.ts`.
 */
export function tablesFromDjango(module: Module, lines: LineIndex): TableDeclaration[] {
  if (!imports(module, /^django(?:\.|$)/)) return [];
  const foreign = foreignFieldNames(module);
  return classesOf(module.body).flatMap(node => readClass(node, foreign, lines));
}

/** Names that forms, serializers and validators bring in: `CharField` of Django REST framework is no column. */
function foreignFieldNames(module: Module): ReadonlySet<string> {
  const names = module.body.flatMap(statement => {
    if (statement.kind !== "import" || !FIELD_LIBRARIES.test(statement.module)) return [];
    if (/^django\.(?:db|contrib)\./.test(statement.module)) return [];
    return statement.names.flatMap(name => name.local ?? []);
  });
  return new Set(names);
}

const FIELD_LIBRARIES =
  /^(?:pydantic|rest_framework|django\.forms|django_filters|wtforms|marshmallow|graphene)|(?:^|\.)(?:forms|serializers|fields)$/;

function readClass(node: ClassNode, foreign: ReadonlySet<string>, lines: LineIndex): TableDeclaration[] {
  if (node.name === undefined) return [];
  const meta = node.body.find(item => item.kind === "class" && item.name === "Meta");
  const settings = meta?.kind === "class" ? bindingsOf(meta.body) : [];
  const setting = (name: string) => settings.find(binding => binding.name === name)?.value;
  const tableName = stringValue(setting("db_table"))?.replace(/^"|"$/g, "");
  const table: TableDeclaration = {
    source: "django",
    ...(tableName === undefined ? {} : { table: { name: tableName } }),
    modelName: node.name,
    bases: node.bases.flatMap(base => dottedName(base) ?? []),
    abstract: isTrue(setting("abstract")) || isTrue(setting("proxy")),
    columns: [],
    primaryKey: [],
    uniqueKeys: [],
    foreignKeys: [],
    place: placeIn(lines, node.nameSpan ?? node),
  };
  if (table.bases.some(base => NOT_MODELS.test(base))) return [];
  for (const binding of bindingsOf(node.body)) readField(table, binding, foreign, lines);
  if (table.columns.length === 0 && !isModelLike(table, meta !== undefined)) return [];
  table.uniqueKeys.push(
    ...uniqueTogether(setting("unique_together"), lines),
    ...constraints(setting("constraints"), lines),
  );
  if (table.bases.length === 0) table.abstract = true;
  return [table];
}

/** A class without fields counts when its `Meta` or its bases say model. */
function isModelLike(table: TableDeclaration, hasMeta: boolean): boolean {
  if (table.bases.some(base => /(?:Serializer|Form|Filter|FilterSet|Admin|Schema|View|ViewSet)$/.test(base)))
    return false;
  return (
    (hasMeta && table.bases.length > 0) ||
    table.bases.some(base => /Model$|^AbstractUser$|^AbstractBaseUser$/.test(base))
  );
}

const NOT_MODELS = /(?:Serializer|Form|FormMixin|Filter|FilterSet|Admin|Schema|View|ViewSet|BaseModel\.Meta|Document)$/;

const RELATIONS = new Set(["ForeignKey", "OneToOneField", "ParentalKey"]);

/** Adds what a model field stores; names of no model field add nothing. */
export function readField(
  table: TableDeclaration,
  binding: Binding,
  foreign: ReadonlySet<string>,
  lines: LineIndex,
): void {
  const call = asCall(binding.value);
  const type = lastName(call?.callee);
  if (!call || type === undefined) return;
  if (RELATIONS.has(type)) readRelation(table, binding, call, type, lines);
  else if (
    /.Field$/.test(type) &&
    !/^(?:ManyToMany|GenericRelation|Generic)/.test(type) &&
    isModelField(call, foreign)
  ) {
    const name = stringValue(keyword(call, "db_column")) ?? binding.name;
    addColumn(table, binding, call, name, type, lines);
  }
}

/** `models.CharField(…)`, or a bare `CharField(…)` that no form library brings in. */
function isModelField(call: Call, foreign: ReadonlySet<string>): boolean {
  const root = (dottedName(call.callee) ?? "").split(".")[0]!;
  return !foreign.has(root) && !/^(?:forms|serializers|filters|django_filters|fields|graphene|form)$/.test(root);
}

function readRelation(table: TableDeclaration, binding: Binding, call: Call, type: string, lines: LineIndex): void {
  const args = positional(call);
  const target = targetModel(args[0] ?? keyword(call, "to"));
  const column = stringValue(keyword(call, "db_column")) ?? `${binding.name}_id`;
  addColumn(table, binding, call, column, type, lines);
  const spot = placeIn(lines, binding);
  if (type === "OneToOneField") table.uniqueKeys.push({ columns: [column], place: spot });
  if (target === undefined) return;
  const action = args[1] ?? keyword(call, "on_delete");
  table.foreignKeys.push({
    columns: [column],
    table: { name: target },
    model: true,
    targetColumns: [stringValue(keyword(call, "to_field")) ?? "id"],
    onDelete: onDeleteOf(lastName(asCall(action)?.callee ?? action)),
    field: binding.name,
    place: spot,
  });
}

function addColumn(
  table: TableDeclaration,
  binding: Binding,
  call: Call,
  name: string,
  type: string,
  lines: LineIndex,
): void {
  const spot = placeIn(lines, binding);
  const generated = ["default", "auto_now", "auto_now_add", "db_default"].some(key => keyword(call, key));
  table.columns.push({
    name,
    ...(name === binding.name ? {} : { field: binding.name }),
    type,
    nullable: isTrue(keyword(call, "null")),
    ...(generated ? { hasDefault: true } : {}),
    place: spot,
  });
  if (isTrue(keyword(call, "primary_key"))) table.primaryKey = [name];
  else if (isTrue(keyword(call, "unique"))) table.uniqueKeys.push({ columns: [name], place: spot });
}

/** `"db.Workspace"`, `Workspace`, `"self"`, `settings.AUTH_USER_MODEL`, `get_user_model()`. */
function targetModel(node: Expression | undefined): string | undefined {
  const text = stringValue(node);
  if (text !== undefined) return text.slice(text.lastIndexOf(".") + 1);
  const name = lastName(asCall(node)?.callee ?? node);
  return name === "AUTH_USER_MODEL" || name === "get_user_model" ? "User" : name;
}

/** `("a", "b")` or `(("a", "b"), ("c", "d"))`; names are those of fields. */
export function uniqueTogether(node: Expression | undefined, lines: LineIndex): KeyFact[] {
  if (node === undefined) return [];
  const items = itemsOf(node);
  const groups = items.some(item => item.kind === "list") ? items : [node];
  return groups.map(group => ({
    columns: itemsOf(group).flatMap(item => stringValue(item) ?? []),
    place: placeIn(lines, group),
  }));
}

/** `UniqueConstraint`s of a list; names are those of fields. */
export function constraints(node: Expression | undefined, lines: LineIndex): KeyFact[] {
  return itemsOf(node).flatMap((item): KeyFact[] => {
    const call = asCall(item);
    const fields = call && lastName(call.callee) === "UniqueConstraint" ? keyword(call, "fields") : undefined;
    if (!call || fields === undefined) return [];
    const name = stringValue(keyword(call, "name"));
    const condition = keyword(call, "condition");
    return [
      {
        columns: itemsOf(fields).flatMap(field => stringValue(field) ?? []),
        ...(name === undefined ? {} : { name }),
        ...(condition ? { where: conditionText(condition) } : {}),
        place: placeIn(lines, call),
      },
    ];
  });
}

/** `Q(deleted_at__isnull=True)` → `deleted_at IS NULL`, the one condition that matters for soft deletion. */
function conditionText(node: Expression): string {
  const call = asCall(node);
  const only = call?.args.length === 1 ? call.args[0] : undefined;
  const field = only?.name?.replace(/__isnull$/, "");
  if (!only?.name?.endsWith("__isnull") || field === undefined) return "unknown";
  return `${field} IS ${isTrue(only.value) ? "NULL" : "NOT NULL"}`;
}
