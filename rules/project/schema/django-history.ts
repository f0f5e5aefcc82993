/** Django's operations on models as operations on tables: the history before an operation tells which table a model has. */
import type { Replay } from "./replay.ts";
import type { ForeignKeyFact, KeyFact, ModelChange, ModelPart, Operation, QualifiedName } from "./schema-facts.ts";
import { findColumn, findTable, type Column, type Schema, type Table } from "./schema.ts";

type FieldChange = Extract<ModelChange, { field: string; part: ModelPart }>;
type Of<Change extends ModelChange["change"]> = Extract<ModelChange, { change: Change }>;

export class DjangoHistory {
  readonly #schema: Schema;
  readonly #replay: Replay;
  /** `app.model` → its table. */
  readonly #tables = new Map<string, string>();
  /** Columns of the groups that `unique_together` named last, by model. */
  readonly #together = new Map<string, string[]>();

  constructor(schema: Schema, replay: Replay) {
    this.#schema = schema;
    this.#replay = replay;
  }

  apply(path: string, change: ModelChange): void {
    for (const operation of this.#operations(change)) this.#replay.apply(path, "migration", "postgres", operation);
    if (change.change === "rename-field") this.#renameInModel(change);
  }

  #operations(change: ModelChange): Operation[] {
    switch (change.change) {
      case "sql":
        return change.operations;
      case "create-model":
        return this.#createModel(change);
      case "delete-model":
        return this.#deleteModel(change);
      case "rename-model":
        return this.#renameModel(change);
      case "alter-table":
        return this.#rename(change, change.table ?? defaultName(change.model));
      case "add-field":
        return this.#addField(change);
      case "alter-field":
        return this.#alterField(change);
      default:
        return this.#onTable(change);
    }
  }

  /** Operations that need the table as it is by now. */
  #onTable(
    change: Of<"remove-field" | "rename-field" | "add-unique" | "remove-constraint" | "unique-together">,
  ): Operation[] {
    const table = this.#tableOf(change.model);
    const { place } = change;
    if (!table) return [];
    const name = this.#nameOf(change.model);
    switch (change.change) {
      case "remove-field": {
        const column = fieldColumn(table, change.field);
        return column ? [{ op: "drop-column", table: name, column: column.name, place }] : [];
      }
      case "rename-field": {
        const column = fieldColumn(table, change.field);
        const to = column && renamedTo(column, change);
        return to === undefined ? [] : [{ op: "rename-column", table: name, from: column!.name, to, place }];
      }
      case "add-unique":
        return [addUnique(name, inColumns(table, change.key))];
      case "remove-constraint":
        return [{ op: "drop-constraint", table: name, name: change.name, place }];
      case "unique-together":
        return this.#uniqueTogether(change, table);
    }
  }

  #nameOf(model: string): QualifiedName {
    return { name: this.#tables.get(model) ?? defaultName(model) };
  }

  #tableOf(model: string): Table | undefined {
    return findTable(this.#schema, this.#nameOf(model));
  }

  #createModel({ model, table, part, stateOnly, place }: Of<"create-model">): Operation[] {
    this.#tables.set(model, table ?? defaultName(model));
    // A table that another model had goes on as it is.
    if (stateOnly) return [];
    const { columns, primaryKey, uniqueKeys, foreignKeys } = part;
    const inOwn = (key: KeyFact): KeyFact => ({
      ...key,
      columns: key.columns.map(name => columns.find(one => (one.field ?? one.name) === name)?.name ?? name),
    });
    return [
      {
        op: "create-table",
        table: this.#nameOf(model),
        ifNotExists: false,
        columns,
        primaryKey,
        uniqueKeys: uniqueKeys.map(inOwn),
        foreignKeys: foreignKeys.map(key => this.#reference(model, key)),
        like: [],
        temporary: false,
        statement: place,
        place,
      },
    ];
  }

  #deleteModel({ model, stateOnly, place }: Of<"delete-model">): Operation[] {
    const table = this.#nameOf(model);
    this.#tables.delete(model);
    return stateOnly ? [] : [{ op: "drop-table", table, place }];
  }

  /** A table named after its model is renamed with it; one with a name of its own stays. */
  #renameModel(change: Of<"rename-model">): Operation[] {
    const before = this.#nameOf(change.model).name;
    this.#tables.delete(change.model);
    const after = before === defaultName(change.model) ? defaultName(change.to) : before;
    this.#tables.set(change.to, after);
    return before === after ? [] : [{ op: "rename-table", table: { name: before }, to: after, place: change.place }];
  }

  #rename({ model, place }: Of<"alter-table">, to: string): Operation[] {
    const table = this.#nameOf(model);
    this.#tables.set(model, to);
    return table.name === to ? [] : [{ op: "rename-table", table, to, place }];
  }

  #addField({ model, part, place }: FieldChange): Operation[] {
    const table = this.#nameOf(model);
    return [
      ...part.columns.map(column => ({ op: "add-column" as const, table, column, ifNotExists: false, place })),
      ...this.#keys(model, part),
    ];
  }

  /** The field's keys are those of its new definition. */
  #alterField(change: FieldChange): Operation[] {
    const { model, part, place } = change;
    const table = this.#tableOf(model);
    const column = table && fieldColumn(table, change.field);
    const [next] = part.columns;
    if (!table || !column || !next) return next ? this.#addField(change) : [];
    table.uniqueKeys = table.uniqueKeys.filter(key => key.columns.join() !== column.name || key.name !== undefined);
    table.foreignKeys = table.foreignKeys.filter(key => key.columns.join() !== column.name);
    const name = this.#nameOf(model);
    const { type, nullable } = next;
    return [
      { op: "alter-column", table: name, column: column.name, type, nullable, place },
      ...(next.name === column.name
        ? []
        : [{ op: "rename-column" as const, table: name, from: column.name, to: next.name, place }]),
      ...this.#keys(model, part),
    ];
  }

  #keys(model: string, part: ModelPart): Operation[] {
    const table = this.#nameOf(model);
    return [
      ...part.uniqueKeys.map(key => addUnique(table, key)),
      ...part.foreignKeys.map(key => ({
        op: "add-foreign-key" as const,
        table,
        key: this.#reference(model, key),
        place: key.place,
      })),
    ];
  }

  #uniqueTogether({ model, keys }: Of<"unique-together">, table: Table): Operation[] {
    const before = this.#together.get(model) ?? table.uniqueKeys.filter(isGroup).map(signature);
    table.uniqueKeys = table.uniqueKeys.filter(key => !isGroup(key) || !before.includes(signature(key)));
    const groups = keys.map(key => inColumns(table, key));
    this.#together.set(model, groups.map(signature));
    return groups.map(key => addUnique(this.#nameOf(model), key));
  }

  #reference(model: string, { model: _model, ...key }: ForeignKeyFact): ForeignKeyFact {
    const wanted = key.table.name === "self" ? model : key.table.name;
    if (wanted !== "AUTH_USER_MODEL") return { ...key, table: this.#nameOf(wanted) };
    const user = [...this.#tables.keys()].find(one => one.endsWith(".user"));
    return { ...key, table: user === undefined ? { name: "auth_user" } : this.#nameOf(user) };
  }

  /** The column has its new name by now, where it has one. */
  #renameInModel({ model, field, to }: Of<"rename-field">): void {
    const table = this.#tableOf(model);
    const column = table && findColumn(table, field);
    if (column?.field === field) column.field = to;
    for (const key of table?.foreignKeys ?? []) if (key.field === field) key.field = to;
  }
}

/** `app_model`. */
function defaultName(model: string): string {
  return model.replace(".", "_");
}

/** The column of a field: `team` has `team_id`. */
function fieldColumn(table: Table, field: string): Column | undefined {
  return findColumn(table, field) ?? table.columns.get(`${field}_id`);
}

/** A column with a name of its own keeps it. */
function renamedTo(column: Column, { field, to }: { field: string; to: string }): string | undefined {
  if (column.name === field) return to;
  return column.name === `${field}_id` ? `${to}_id` : undefined;
}

function inColumns(table: Table, key: KeyFact): KeyFact {
  return { ...key, columns: key.columns.map(name => fieldColumn(table, name)?.name ?? name) };
}

function addUnique(table: QualifiedName, key: KeyFact): Operation {
  return { op: "add-unique", table, key, ifNotExists: false, place: key.place };
}

function isGroup(key: { columns: readonly string[]; name?: string }): boolean {
  return key.name === undefined && key.columns.length > 1;
}

function signature(key: { columns: readonly string[] }): string {
  return [...key.columns].sort().join();
}
