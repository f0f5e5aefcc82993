/** Alembic's directives (`op.create_table`, `batch_op.add_column` …), one method's worth of schema change each. */
import type { Call, Expression } from "../../ir/nodes.ts";
import { textOf, textsOf, type Scope } from "./constants.ts";
import { addColumn, readConstraint } from "./from-sqlalchemy.ts";
import type { MigrationScript } from "./migration-script.ts";
import { asCall, isFalse, isTrue, itemsOf, keyword, lastName, onDeleteOf, positional } from "./model-syntax.ts";
import type { KeyFact, Operation, QualifiedName, TableDeclaration } from "./schema-facts.ts";

/** Directives that say nothing of tables and keys. */
const SILENT =
  /^(?:bulk_insert|get_bind|get_context|f|inline_literal|create_check_constraint|create_exclude_constraint|create_table_comment|drop_table_comment|invoke|batch_alter_table|value|implementation_for|run_async|autocommit_block)$/;

export class AlembicOperations {
  readonly #script: MigrationScript;
  readonly #call: Call;
  readonly #scope: Scope;
  readonly #batch: QualifiedName | undefined;

  /** `batch` is the table of the `batch_alter_table` block, whose directives name none. */
  constructor(script: MigrationScript, call: Call, scope: Scope, batch: QualifiedName | undefined) {
    this.#script = script;
    this.#call = call;
    this.#scope = scope;
    this.#batch = batch;
  }

  /** Undefined when the directive is not known or a name that it needs is computed. */
  read(name: string): Operation[] | undefined {
    switch (name) {
      case "create_table":
        return this.#createTable();
      case "drop_table":
        return this.#onTable(0, table => [{ op: "drop-table", table, place: this.#place() }]);
      case "rename_table":
        return this.#renameTable();
      case "add_column":
        return this.#addColumn();
      case "drop_column":
        return this.#onTable(0, table =>
          this.#named(1, "column_name", column => [{ op: "drop-column", table, column, place: this.#place() }]),
        );
      case "alter_column":
        return this.#alterColumn();
      case "create_index":
      case "create_unique_constraint":
        return this.#createUnique(name === "create_index");
      case "drop_index":
        return this.#named(0, "index_name", index => [{ op: "drop-index", name: index, place: this.#place() }], true);
      case "create_primary_key":
        return this.#createPrimaryKey();
      case "create_foreign_key":
        return this.#createForeignKey();
      case "drop_constraint":
        return this.#onTable(1, table =>
          this.#named(
            0,
            "constraint_name",
            one => [{ op: "drop-constraint", table, name: one, place: this.#place() }],
            true,
          ),
        );
      default:
        return SILENT.test(name) ? [] : undefined;
    }
  }

  #place() {
    return this.#script.place(this.#call);
  }

  /** The argument of that position, counted as outside a batch block, or of that name. */
  #argument(position: number, name: string, tableAt: number): Expression | undefined {
    const shift = this.#batch && position > tableAt ? 1 : 0;
    if (this.#batch && position === tableAt) return undefined;
    return keyword(this.#call, name) ?? positional(this.#call)[position - shift];
  }

  #table(position: number): QualifiedName | undefined {
    if (this.#batch) return this.#batch;
    const argument = positional(this.#call)[position];
    const name = textOf(
      keyword(this.#call, "table_name") ?? keyword(this.#call, "source_table") ?? argument,
      this.#scope,
    );
    return name === undefined ? undefined : this.#qualified(name, "schema");
  }

  #qualified(name: string, key: string): QualifiedName {
    const schema = textOf(keyword(this.#call, key), this.#scope);
    return schema === undefined ? { name } : { name, schema };
  }

  #onTable(position: number, then: (table: QualifiedName) => Operation[] | undefined): Operation[] | undefined {
    const table = this.#table(position);
    return table && then(table);
  }

  /** `first` says that the name stands before the table, in a batch block too. */
  #named(position: number, key: string, then: (name: string) => Operation[], first = false): Operation[] | undefined {
    const name = textOf(this.#argument(position, key, first ? 1 : 0), this.#scope);
    return name === undefined ? undefined : then(name);
  }

  #createTable(): Operation[] | undefined {
    const [first, ...parts] = positional(this.#call);
    const name = textOf(keyword(this.#call, "table_name") ?? first, this.#scope);
    if (name === undefined) return undefined;
    const table = this.#qualified(name, "schema");
    const { columns, primaryKey, uniqueKeys, foreignKeys } = this.#declared(parts);
    const place = this.#place();
    return [
      {
        op: "create-table",
        table,
        ifNotExists: isTrue(keyword(this.#call, "if_not_exists")),
        columns,
        primaryKey,
        uniqueKeys,
        foreignKeys,
        like: [],
        temporary: false,
        statement: place,
        place: first ? this.#script.place(first) : place,
      },
    ];
  }

  #declared(parts: readonly Expression[]): TableDeclaration {
    const { lines } = this.#script;
    const table = emptyDeclaration(this.#place());
    for (const part of parts) {
      const call = asCall(part);
      const column = call && lastName(call.callee) === "Column" ? textOf(positional(call)[0], this.#scope) : undefined;
      if (call && column !== undefined) addColumn(table, column, call, undefined, this.#script.place(call));
      else readConstraint(table, call, lines);
    }
    return table;
  }

  #renameTable(): Operation[] | undefined {
    const [from, to] = positional(this.#call).map(argument => textOf(argument, this.#scope));
    if (from === undefined || to === undefined) return undefined;
    return [{ op: "rename-table", table: this.#qualified(from, "schema"), to, place: this.#place() }];
  }

  #addColumn(): Operation[] | undefined {
    const table = this.#table(0);
    const definition = this.#argument(1, "column", 0);
    if (!table || !definition) return undefined;
    const { columns, primaryKey, uniqueKeys, foreignKeys } = this.#declared([definition]);
    const [column] = columns;
    if (!column) return undefined;
    const place = this.#place();
    return [
      { op: "add-column", table, column, ifNotExists: false, place },
      ...(primaryKey.length > 0 ? [{ op: "set-primary-key" as const, table, columns: primaryKey, place }] : []),
      ...uniqueKeys.map(key => ({ op: "add-unique" as const, table, key, ifNotExists: false, place })),
      ...foreignKeys.map(key => ({ op: "add-foreign-key" as const, table, key, place })),
    ];
  }

  #alterColumn(): Operation[] | undefined {
    const table = this.#table(0);
    const column = textOf(this.#argument(1, "column_name", 0), this.#scope);
    if (!table || column === undefined) return undefined;
    const place = this.#place();
    const nullable = keyword(this.#call, "nullable");
    const type = keyword(this.#call, "type_");
    const typeName = type && lastName(asCall(type)?.callee ?? type);
    const to = textOf(keyword(this.#call, "new_column_name") ?? keyword(this.#call, "name"), this.#scope);
    const known = isTrue(nullable) ? true : isFalse(nullable) ? false : undefined;
    return [
      ...(known === undefined && typeName === undefined
        ? []
        : [
            {
              op: "alter-column" as const,
              table,
              column,
              ...(typeName === undefined ? {} : { type: typeName }),
              ...(known === undefined ? {} : { nullable: known }),
              place,
            },
          ]),
      ...(to === undefined ? [] : [{ op: "rename-column" as const, table, from: column, to, place }]),
    ];
  }

  #createUnique(isIndex: boolean): Operation[] | undefined {
    const table = this.#table(1);
    if (!table) return undefined;
    if (isIndex && !isTrue(keyword(this.#call, "unique"))) return [];
    const items = itemsOf(this.#argument(2, "columns", 1));
    const columns = items.map(item => textOf(asCall(item) ? undefined : item, this.#scope));
    const known = columns.filter(column => column !== undefined);
    if (items.length === 0 || (!isIndex && known.length < items.length)) return undefined;
    const name = textOf(this.#argument(0, isIndex ? "index_name" : "constraint_name", 1), this.#scope);
    const where = keyword(this.#call, "postgresql_where");
    const place = this.#place();
    const key: KeyFact = {
      columns: known,
      ...(name === undefined ? {} : { name }),
      ...(known.length < items.length ? { expressions: true } : {}),
      ...(where ? { where: textOf(where, this.#scope) ?? "unknown" } : {}),
      place,
    };
    return [{ op: "add-unique", table, key, ifNotExists: isTrue(keyword(this.#call, "if_not_exists")), place }];
  }

  #createPrimaryKey(): Operation[] | undefined {
    const table = this.#table(1);
    const columns = textsOf(this.#argument(2, "columns", 1), this.#scope);
    const name = textOf(this.#argument(0, "constraint_name", 1), this.#scope);
    return table && columns && [{ op: "set-primary-key", table, columns, name, place: this.#place() }];
  }

  /** `create_foreign_key(name, source, referent, local_cols, remote_cols)`; a batch block leaves out the source. */
  #createForeignKey(): Operation[] | undefined {
    const table = this.#table(1);
    const target = textOf(this.#argument(2, "referent_table", 1), this.#scope);
    const columns = textsOf(this.#argument(3, "local_cols", 1), this.#scope);
    const targetColumns = textsOf(this.#argument(4, "remote_cols", 1), this.#scope) ?? [];
    if (!table || target === undefined || !columns) return undefined;
    const schema = textOf(keyword(this.#call, "source_schema"), this.#scope);
    const name = textOf(this.#argument(0, "constraint_name", 1), this.#scope);
    const place = this.#place();
    const key = {
      columns,
      table: this.#qualified(target, "referent_schema"),
      targetColumns,
      onDelete: onDeleteOf(textOf(keyword(this.#call, "ondelete"), this.#scope)),
      ...(name === undefined ? {} : { name }),
      place,
    };
    return [{ op: "add-foreign-key", table: schema === undefined ? table : { ...table, schema }, key, place }];
  }
}

function emptyDeclaration(place: TableDeclaration["place"]): TableDeclaration {
  return {
    source: "sqlalchemy",
    bases: [],
    abstract: false,
    columns: [],
    primaryKey: [],
    uniqueKeys: [],
    foreignKeys: [],
    place,
  };
}
