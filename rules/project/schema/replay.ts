import type { FilePlace } from "../../finding.ts";
import { alterTable } from "./alter-table.ts";
import type { SqlRole } from "./migration-order.ts";
import { alterFunction, createFunction, dropFunction } from "./replay-functions.ts";
import type { DefaultGrantFact, Operation, PolicyFact, QualifiedName } from "./schema-facts.ts";
import { findTable, type ForeignKey, type Policy, type Schema, type Table } from "./schema.ts";
import { addColumn, addForeignKey, addUnique, inFile, keyOf, newTable } from "./table-keys.ts";

type Of<Op extends Operation["op"]> = Extract<Operation, { op: Op }>;

/** Applies SQL operations to a schema in the order given. Beside the schema it keeps what concerns tables to come. */
export class Replay {
  readonly #schema: Schema;
  readonly #defaultGrants: (DefaultGrantFact & { place: FilePlace })[] = [];
  /** An event trigger switches row-level security on for every table that is created from now on. */
  #securesNewTables = false;

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
        return createFunction(this.#schema, path, operation.fact);
      case "drop-function":
        return dropFunction(this.#schema, operation);
      case "alter-function":
        return alterFunction(this.#schema, operation);
      case "create-view":
        this.#schema.views.set(keyOf(operation.view.name), { ...operation.view, place });
        return;
      case "alter-view":
        return this.#alterView(operation);
      case "drop-view":
        this.#schema.views.delete(keyOf(operation.name));
        return;
      case "grant":
        return this.#grant(path, operation);
      case "default-grant":
        this.#defaultGrants.push({ ...operation.fact, place });
        return;
      case "partition":
        return this.#attach(operation);
      case "event-trigger":
        this.#securesNewTables ||= this.#enablesRowSecurity(operation.function);
        return;
      case "call":
        if (operation.functions.some(name => this.#enablesRowSecurity(name))) this.#forgetRowSecurity();
        return;
      case "rls-unknown":
        return this.#forgetRowSecurity();
      case "drop-schema":
        return this.#dropSchema(operation.name);
      case "drop-index":
        return this.#dropIndex(operation.name);
      case "rename-constraint":
        return this.#renameConstraint(operation);
      case "create-trigger":
        return alterTable(this.#tableFor(operation.trigger.table, place, dialect), path, operation);
      default: {
        // What takes away from a table that no file creates says nothing of it.
        const takes = /^(?:drop|rename)-/.test(operation.op) && !findTable(this.#schema, operation.table);
        if (!takes) alterTable(this.#tableFor(operation.table, place, dialect), path, operation);
      }
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
    const existing = this.#schema.tables.get(keyOf(operation.table));
    const sameFolder = existing !== undefined && folderOf(existing.place.path) === folderOf(path);
    if (existing && !existing.partial && operation.ifNotExists && sameFolder && role === "migration") return;
    // What was altered before its `IF NOT EXISTS` stood there already, in a state that no file tells.
    const wasThere = existing?.partial === true && operation.ifNotExists && role === "migration";
    const table = existing ?? newTable(operation.table, inFile(path, operation.place), dialect);
    this.#schema.tables.set(existing ? keyOf(existing) : keyOf(operation.table), table);
    if (!existing || existing.partial) {
      table.place = inFile(path, operation.place);
      table.statement = inFile(path, operation.statement);
      table.partial = undefined;
    }
    if (!existing) table.grants = this.#grantsFor(table);
    if (operation.partial && !existing) table.partial = true;
    if (operation.partitionOf) table.partitionOf = operation.partitionOf.name;
    // SQLite's picture of a table says nothing of its namesake in Postgres.
    if (dialect === "postgres" && !this.#securesNewTables && !wasThere) table.rls ??= { enabled: false, forced: false };
    for (const other of operation.like) copyColumns(findTable(this.#schema, other), table);
    for (const column of operation.columns) if (!table.columns.has(column.name)) addColumn(table, path, column);
    if (operation.primaryKey.length > 0) table.primaryKey = operation.primaryKey;
    for (const key of operation.uniqueKeys) addUnique(table, path, key);
    for (const key of operation.foreignKeys) addForeignKey(table, path, key);
  }

  #dropTable(name: QualifiedName): void {
    const table = findTable(this.#schema, name);
    if (!table) return;
    this.#schema.tables.delete(keyOf(table));
    const pointsHere = (key: ForeignKey) => key.table === table.name && (key.tableSchema ?? "public") === table.schema;
    for (const other of this.#schema.tables.values())
      other.foreignKeys = other.foreignKeys.filter(key => !pointsHere(key));
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

  #alterView({ name, securityInvoker, to }: Of<"alter-view">): void {
    const view = this.#schema.views.get(keyOf(name));
    if (!view) return;
    if (securityInvoker !== undefined) view.securityInvoker = securityInvoker;
    if (to === undefined) return;
    this.#schema.views.delete(keyOf(name));
    view.name = { ...view.name, name: to };
    this.#schema.views.set(keyOf(view.name), view);
  }

  /** `ON ALL TABLES` means those that are there; what is created later has default privileges. */
  #grant(path: string, { fact, place }: Of<"grant">): void {
    const { target, names, ...grant } = fact;
    const at = inFile(path, place);
    this.#schema.grants.push({ ...fact, place: at });
    if (target === "table")
      for (const name of names) findTable(this.#schema, name)?.grants.push({ ...grant, place: at });
    if (target === "all-tables")
      for (const table of this.#schema.tables.values())
        if (names.some(name => name.name === table.schema)) table.grants.push({ ...grant, place: at });
  }

  #grantsFor(table: Table): Table["grants"] {
    return this.#defaultGrants
      .filter(({ schemas }) => schemas.length === 0 || schemas.includes(table.schema))
      .map(({ schemas: _schemas, ...grant }) => grant);
  }

  #attach({ table, partition, attached }: Of<"partition">): void {
    const part = findTable(this.#schema, partition);
    if (part) part.partitionOf = attached ? table.name : undefined;
  }

  /** Any table may have row-level security by now. */
  #forgetRowSecurity(): void {
    for (const table of this.#schema.tables.values()) if (table.rls?.enabled === false) table.rls = undefined;
  }

  #enablesRowSecurity(name: QualifiedName): boolean {
    const found = this.#schema.functions.get(name.name.toLowerCase()) ?? [];
    return found.some(fact => /enable\s+row\s+level\s+security/iu.test(fact.body ?? ""));
  }

  #createPolicy(path: string, fact: PolicyFact): void {
    const { table: name, place, statement, ...rest } = fact;
    const table = this.#tableFor(name, inFile(path, place), "postgres");
    const policy: Policy = { ...rest, place: inFile(path, place), statement: inFile(path, statement) };
    table.policies = [...table.policies.filter(other => other.name !== policy.name), policy];
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
