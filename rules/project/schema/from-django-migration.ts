/** Django migrations: the operations of `class Migration`, in order. Names of tables and columns are left to `django-history.ts`. */
import type { Call, ClassNode, Expression, Module, ObjectLiteral } from "../../ir/nodes.ts";
import { constantOf, textOf, type Scope } from "./constants.ts";
import { constraints, readField, uniqueTogether } from "./from-django.ts";
import type { MigrationScript } from "./migration-script.ts";
import {
  asCall,
  asObject,
  bindingsOf,
  imports,
  isFalse,
  isTrue,
  itemsOf,
  keyword,
  lastName,
  positional,
  propertyOf,
  stringValue,
} from "./model-syntax.ts";
import type { MigrationFacts, ModelChange, ModelPart, TableDeclaration } from "./schema-facts.ts";

/** Operations that change nothing that a schema says here. */
const SILENT =
  /Extension$|Index(?:Concurrently)?$|Trigger$|^(?:RunPython|AlterModelOptions|AlterModelManagers|AlterModelTableComment|AlterOrderWithRespectTo|AlterIndexTogether|ValidateConstraint|CreateCollation|RemoveCollation)$/;

/** Undefined for a module that is no Django migration. */
export function djangoMigration(
  path: string,
  module: Module,
  script: MigrationScript,
): { migration: MigrationFacts; changes: ModelChange[] } | undefined {
  const [, app, name] = /(?:^|\/)([^/]+)\/migrations\/(?:[^/]+\/)*([^/]+)\.py$/.exec(path) ?? [];
  if (app === undefined || name === undefined || !imports(module, /^django(?:\.|$)/)) return undefined;
  const migration = module.body.find(
    (one): one is ClassNode => one.kind === "class" && one.bases.some(base => lastName(base) === "Migration"),
  );
  if (!migration) return undefined;
  const settings = bindingsOf(migration.body);
  const setting = (key: string) => settings.find(binding => binding.name === key)?.value;
  let scope: Scope = new Map();
  for (const binding of bindingsOf(module.body)) {
    const constant = constantOf(binding.value, scope);
    if (constant !== undefined) scope = new Map(scope).set(binding.name, constant);
  }
  const reader = new OperationsReader(app.toLowerCase(), script, scope);
  reader.run(setting("operations"), "both");
  return {
    migration: {
      id: `${app}.${name}`,
      after: idsOf(setting("dependencies")),
      replaces: idsOf(setting("replaces")),
    },
    changes: reader.changes,
  };
}

/** `[("db", "0001_initial"), …]`; `swappable_dependency(…)` names no migration. */
function idsOf(node: Expression | undefined): string[] {
  return itemsOf(node).flatMap(item => {
    const id = constantOf(item, new Map());
    return Array.isArray(id) && id.length === 2 ? [id.join(".")] : [];
  });
}

/** What an operation of `SeparateDatabaseAndState` changes. */
type Sides = "both" | "database" | "state";

class OperationsReader {
  readonly changes: ModelChange[] = [];
  readonly #app: string;
  readonly #script: MigrationScript;
  readonly #scope: Scope;

  constructor(app: string, script: MigrationScript, scope: Scope) {
    this.#app = app;
    this.#script = script;
    this.#scope = scope;
  }

  run(list: Expression | undefined, sides: Sides): void {
    for (const item of itemsOf(list)) {
      const call = asCall(item);
      if (call) this.#operation(call, sides);
      else if (item.kind !== "hole") this.#script.unread(item, "operations that are computed");
    }
  }

  #operation(call: Call, sides: Sides): void {
    const name = lastName(call.callee) ?? "";
    if (name === "SeparateDatabaseAndState") {
      this.run(keyword(call, "database_operations") ?? positional(call)[0], "database");
      this.run(keyword(call, "state_operations") ?? positional(call)[1], "state");
      return;
    }
    const found = sides === "state" ? this.#stateOnly(name, call) : this.#read(name, call);
    if (found === undefined) this.#script.unread(call, `\`${name}\` with computed names, or of another library`);
    else {
      if (name !== "RunSQL") this.#script.understood();
      this.changes.push(...found);
    }
  }

  /** A table changes hands between models without being touched; fields follow from the models. */
  #stateOnly(name: string, call: Call): ModelChange[] {
    const found = /^(?:CreateModel|DeleteModel)$/.test(name) ? this.#read(name, call) : [];
    return (found ?? []).map(change => ({ ...change, stateOnly: true }) as ModelChange);
  }

  #read(name: string, call: Call): ModelChange[] | undefined {
    switch (name) {
      case "CreateModel":
        return this.#createModel(call);
      case "DeleteModel":
        return this.#onModel(call, "name", model => [{ change: "delete-model", model, place: this.#place(call) }]);
      case "RenameModel":
        return this.#renamed(call, 0, "old_name", 1, (model, to) => [
          { change: "rename-model", model, to: this.#key(to), place: this.#place(call) },
        ]);
      case "AlterModelTable":
        return this.#onModel(call, "name", model => {
          const table = stringValue(argument(call, 1, "table"))?.replace(/^"|"$/g, "");
          return [
            { change: "alter-table", model, ...(table === undefined ? {} : { table }), place: this.#place(call) },
          ];
        });
      case "AddField":
      case "AlterField":
        return this.#field(call, name === "AddField" ? "add-field" : "alter-field");
      case "RemoveField":
        return this.#renamed(call, 0, "model_name", 1, (model, field) => [
          { change: "remove-field", model, field, place: this.#place(call) },
        ]);
      case "RenameField":
        return this.#renameField(call);
      default:
        return this.#readConstraint(name, call);
    }
  }

  #readConstraint(name: string, call: Call): ModelChange[] | undefined {
    const { lines } = this.#script;
    const place = this.#place(call);
    switch (name) {
      case "AlterUniqueTogether":
        return this.#onModel(call, "name", model => {
          const groups = argument(call, 1, "unique_together");
          // `set()` is no group at all.
          const keys = asCall(groups) ? [] : uniqueTogether(groups, lines).filter(key => key.columns.length > 0);
          return [{ change: "unique-together", model, keys, place }];
        });
      case "AddConstraint":
      case "AddConstraintNotValid":
        return this.#onModel(call, "model_name", model =>
          constraints(argument(call, 1, "constraint"), lines).map(key => ({ change: "add-unique", model, key, place })),
        );
      case "RemoveConstraint":
        return this.#renamed(call, 0, "model_name", 1, (model, one) => [
          { change: "remove-constraint", model, name: one, place },
        ]);
      case "RunSQL":
        return this.#runSql(call);
      default:
        return SILENT.test(name) ? [] : undefined;
    }
  }

  #place(call: Call) {
    return this.#script.place(call);
  }

  #key(name: string): string {
    return name.includes(".") ? name.toLowerCase() : `${this.#app}.${name.toLowerCase()}`;
  }

  #onModel(call: Call, key: string, then: (model: string) => ModelChange[]): ModelChange[] | undefined {
    const name = textOf(argument(call, 0, key), this.#scope);
    return name === undefined ? undefined : then(this.#key(name));
  }

  /** Operations on a model and one more name. */
  #renamed(
    call: Call,
    modelAt: number,
    modelKey: string,
    nameAt: number,
    then: (model: string, name: string) => ModelChange[],
  ): ModelChange[] | undefined {
    const model = textOf(argument(call, modelAt, modelKey), this.#scope);
    const name = textOf(keyword(call, "name") ?? keyword(call, "new_name") ?? positional(call)[nameAt], this.#scope);
    return model === undefined || name === undefined ? undefined : then(this.#key(model), name);
  }

  #renameField(call: Call): ModelChange[] | undefined {
    const [model, field, to] = [
      argument(call, 0, "model_name"),
      argument(call, 1, "old_name"),
      argument(call, 2, "new_name"),
    ].map(node => textOf(node, this.#scope));
    if (model === undefined || field === undefined || to === undefined) return undefined;
    return [{ change: "rename-field", model: this.#key(model), field, to, place: this.#place(call) }];
  }

  #createModel(call: Call): ModelChange[] | undefined {
    const name = textOf(argument(call, 0, "name"), this.#scope);
    if (name === undefined) return undefined;
    const options = asObject(argument(call, 2, "options"));
    if (isTrue(propertyOf(options, "proxy")) || isTrue(propertyOf(options, "abstract"))) return [];
    if (isFalse(propertyOf(options, "managed"))) return [];
    const declaration = this.#declaration(call);
    for (const item of itemsOf(argument(call, 1, "fields"))) this.#readField(declaration, item);
    const { lines } = this.#script;
    const groups = propertyOf(options, "unique_together");
    declaration.uniqueKeys.push(
      ...uniqueTogether(groups && !asCall(groups) ? groups : undefined, lines).filter(key => key.columns.length > 0),
      ...constraints(propertyOf(options, "constraints"), lines),
    );
    const table = tableName(options);
    return [
      {
        change: "create-model",
        model: this.#key(name),
        ...(table === undefined ? {} : { table }),
        part: partOf(declaration),
        place: this.#place(call),
      },
    ];
  }

  /** `("name", models.CharField(…))`. */
  #readField(declaration: TableDeclaration, item: Expression): void {
    const [nameNode, value] = item.kind === "list" ? item.items : [];
    const name = textOf(nameNode, this.#scope);
    if (name !== undefined) this.#addField(declaration, name, value, item);
  }

  #addField(declaration: TableDeclaration, name: string, value: Expression | undefined, span: Expression): void {
    const before = declaration.foreignKeys.length;
    readField(declaration, { name, value, start: span.start, end: span.end }, new Set(), this.#script.lines);
    const added = declaration.foreignKeys.at(-1);
    if (!added || declaration.foreignKeys.length === before) return;
    const call = asCall(value);
    added.table = { name: this.#targetKey(keyword(call!, "to") ?? positional(call!)[0], added.table.name) };
  }

  #targetKey(node: Expression | undefined, name: string): string {
    const text = stringValue(node);
    if (text !== undefined) return text === "self" ? "self" : this.#key(text);
    return lastName(node) === "AUTH_USER_MODEL" ? "AUTH_USER_MODEL" : this.#key(name);
  }

  #field(call: Call, change: "add-field" | "alter-field"): ModelChange[] | undefined {
    const model = textOf(argument(call, 0, "model_name"), this.#scope);
    const field = textOf(argument(call, 1, "name"), this.#scope);
    if (model === undefined || field === undefined) return undefined;
    const declaration = this.#declaration(call);
    this.#addField(declaration, field, argument(call, 2, "field"), call);
    return [{ change, model: this.#key(model), field, part: partOf(declaration), place: this.#place(call) }];
  }

  /** `RunSQL("…")`, `RunSQL(["…", ("… %s", params)])`. */
  #runSql(call: Call): ModelChange[] | undefined {
    const node = argument(call, 0, "sql");
    const items = node?.kind === "list" ? node.items : node ? [node] : [];
    const operations = items.flatMap(item => {
      const literal = item.kind === "list" ? item.items[0]! : item;
      const text = textOf(literal, this.#scope);
      if (text !== undefined) return this.#script.sql(text, literal);
      if (lastName(literal) !== "noop") this.#script.unread(literal, "its SQL is computed");
      return [];
    });
    return [{ change: "sql", operations, place: this.#place(call) }];
  }

  #declaration(call: Call): TableDeclaration {
    return {
      source: "django",
      bases: [],
      abstract: false,
      columns: [],
      primaryKey: [],
      uniqueKeys: [],
      foreignKeys: [],
      place: this.#place(call),
    };
  }
}

function argument(call: Call, position: number, name: string): Expression | undefined {
  return keyword(call, name) ?? positional(call)[position];
}

function tableName(options: ObjectLiteral | undefined): string | undefined {
  return stringValue(propertyOf(options, "db_table"))?.replace(/^"|"$/g, "");
}

function partOf({ columns, primaryKey, uniqueKeys, foreignKeys }: TableDeclaration): ModelPart {
  return { columns, primaryKey, uniqueKeys, foreignKeys };
}
