import type { FilePlace } from "../../finding.ts";
import { alterTable } from "./alter-table.ts";
import type { SqlRole } from "./migration-order.ts";
import type { Operation, PolicyFact, QualifiedName } from "./schema-facts.ts";
import { findTable, type Policy, type Schema, type SqlFunction, type Table } from "./schema.ts";
import { addColumn, addForeignKey, addUnique, inFile, keyOf, newTable } from "./table-keys.ts";

type Of<Op extends Operation["op"]> = Extract<Operation, { op: Op }>;

/** Applies SQL operations to a schema in the order given. The state is the schema itself; nothing else is kept. */
export class Replay {
  readonly #schema: Schema;

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  /** Scripts outside a migrations folder only add: nobody knows whether a clean-up was ever run. */
  apply(path: string, role: SqlRole, dialect: Table["dialect"], operation: Operation): void {
    if (role === "script" && /^drop-|^rename-|^move-/.test(operation.op)) return;
    const place = inFile(path, operation.place);
    switch (operation.op) {
      case "create-table":
        return this.#createTable(path, role, dialect, operation);
      case "drop-table":
        return this.#dropTable(operation.table);
      case "rename-table":
        return this.#renameTable(operation);
      case "move-table":
        return this.#moveTable(operation);
      case "create-policy":
        return this.#createPolicy(path, operation.policy);
      case "create-function":
        return this.#createFunction(path, operation);
      case "drop-function":
        return this.#dropFunction(operation);
      case "create-view":
        this.#schema.views.set(keyOf(operation.view.name), { ...operation.view, place });
        return;
      case "drop-view":
        this.#schema.views.delete(keyOf(operation.name));
        return;
      case "grant":
        this.#schema.grants.push({ ...operation.fact, place });
        return;
      case "rls-unknown":
        for (const table of this.#schema.tables.values()) if (table.rls?.enabled === false) table.rls = undefined;
        return;
      case "drop-schema":
        return this.#dropSchema(operation.name);
      case "drop-index":
        return this.#dropIndex(operation.name);
      case "rename-constraint":
        return this.#renameConstraint(operation);
      default:
        return alterTable(this.#tableFor(operation.table, place, dialect), path, operation);
    }
  }

  #tableFor(name: QualifiedName, place: FilePlace, dialect: Table["dialect"]): Table {
    const found = findTable(this.#schema, name);
    if (found) {
      if (dialect === "postgres") found.dialect = dialect;
      return found;
    }
    const table = newTable(name, place, dialect);
    table.partial = true;
    this.#schema.tables.set(keyOf(name), table);
    return table;
  }

  #createTable(path: string, role: SqlRole, dialect: Table["dialect"], operation: Of<"create-table">): void {
    if (operation.temporary) return;
    const existing = findTable(this.#schema, operation.table);
    const sameFolder = existing !== undefined && folderOf(existing.place.path) === folderOf(path);
    if (existing && !existing.partial && operation.ifNotExists && sameFolder && role === "migration") return;
    const table = existing ?? newTable(operation.table, inFile(path, operation.place), dialect);
    this.#schema.tables.set(existing ? keyOf(existing) : keyOf(operation.table), table);
    if (!existing || existing.partial) {
      table.place = inFile(path, operation.place);
      table.statement = inFile(path, operation.statement);
      table.partial = undefined;
    }
    // SQLite's picture of a table says nothing of its namesake in Postgres.
    if (dialect === "postgres") table.rls ??= { enabled: false, forced: false };
    for (const other of operation.like) copyColumns(findTable(this.#schema, other), table);
    for (const column of operation.columns) if (!table.columns.has(column.name)) addColumn(table, path, column);
    if (operation.primaryKey.length > 0) table.primaryKey = operation.primaryKey;
    for (const key of operation.uniqueKeys) addUnique(table, path, key);
    for (const key of operation.foreignKeys) addForeignKey(table, path, key);
  }

  #dropTable(name: QualifiedName): void {
    const table = findTable(this.#schema, name);
    if (table) this.#schema.tables.delete(keyOf(table));
  }

  #renameTable(operation: Of<"rename-table">): void {
    const table = findTable(this.#schema, operation.table);
    if (!table) {
      // `ALTER TABLE view RENAME` is legal.
      const view = this.#schema.views.get(keyOf(operation.table));
      if (view) this.#schema.views.set(keyOf({ ...operation.table, name: operation.to }), view);
      this.#schema.views.delete(keyOf(operation.table));
      return;
    }
    this.#schema.tables.delete(keyOf(table));
    for (const other of this.#schema.tables.values()) {
      for (const key of other.foreignKeys) if (key.table === table.name) key.table = operation.to;
    }
    table.name = operation.to;
    this.#schema.tables.set(keyOf(table), table);
  }

  #moveTable(operation: Of<"move-table">): void {
    const table = findTable(this.#schema, operation.table);
    if (!table) return;
    this.#schema.tables.delete(keyOf(table));
    table.schema = operation.toSchema;
    this.#schema.tables.set(keyOf(table), table);
  }

  #createPolicy(path: string, fact: PolicyFact): void {
    const { table: name, place, statement, ...rest } = fact;
    const table = this.#tableFor(name, inFile(path, place), "postgres");
    const policy: Policy = { ...rest, place: inFile(path, place), statement: inFile(path, statement) };
    table.policies = [...table.policies.filter(other => other.name !== policy.name), policy];
  }

  #createFunction(path: string, operation: Of<"create-function">): void {
    const { place, statement, ...rest } = operation.fact;
    const fact: SqlFunction = { ...rest, place: inFile(path, place), statement: inFile(path, statement) };
    const key = fact.name.toLowerCase();
    const others = this.#schema.functions.get(key) ?? [];
    const types = signature(fact.args.map(arg => arg.type));
    this.#schema.functions.set(key, [
      ...others.filter(other => signature(other.args.map(arg => arg.type)) !== types),
      fact,
    ]);
  }

  #dropFunction(operation: Of<"drop-function">): void {
    const key = operation.name.name.toLowerCase();
    const wanted = operation.argTypes === undefined ? undefined : signature(operation.argTypes);
    const left = (this.#schema.functions.get(key) ?? []).filter(
      fact => wanted !== undefined && signature(fact.args.map(arg => arg.type)) !== wanted,
    );
    if (left.length > 0) this.#schema.functions.set(key, left);
    else this.#schema.functions.delete(key);
  }

  #dropSchema(name: string): void {
    for (const [key, table] of this.#schema.tables) if (table.schema === name) this.#schema.tables.delete(key);
  }

  #dropIndex(name: string): void {
    for (const table of this.#schema.tables.values()) {
      table.uniqueKeys = table.uniqueKeys.filter(key => key.name !== name);
    }
  }

  #renameConstraint(operation: Of<"rename-constraint">): void {
    const tables = operation.table ? [findTable(this.#schema, operation.table)] : this.#schema.tables.values();
    for (const table of tables) {
      for (const key of [...(table?.uniqueKeys ?? []), ...(table?.foreignKeys ?? [])]) {
        if (key.name === operation.from) key.name = operation.to;
      }
    }
  }
}

function copyColumns(from: Table | undefined, to: Table): void {
  for (const [name, column] of from?.columns ?? []) if (!to.columns.has(name)) to.columns.set(name, { ...column });
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** Postgres' spellings of one type are one type. */
function signature(types: readonly string[]): string {
  const plain: Record<string, string> = {
    integer: "int4",
    int: "int4",
    bigint: "int8",
    boolean: "bool",
    varchar: "text",
  };
  return types.map(type => plain[type.toLowerCase()] ?? type.toLowerCase()).join();
}
