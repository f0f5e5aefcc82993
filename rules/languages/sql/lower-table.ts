import type { Place } from "../../finding.ts";
import type {
  ColumnFact,
  ForeignKeyFact,
  KeyFact,
  OnDelete,
  Operation,
  QualifiedName,
} from "../../project/schema/schema-facts.ts";
import type { LowerContext } from "./lower-context.ts";
import { lowerAlterView } from "./lower-objects.ts";
import { child, flag, list, listOf, location, strings, text, typeName, walkTree, type TreeNode } from "./tree.ts";

/** `CREATE TABLE`. */
export function lowerCreateTable(context: LowerContext): Operation[] {
  const { kind, node: outer } = context.statement;
  const node = kind === "CreateStmt" ? outer : (child(outer, "base") ?? {});
  const range = child(node, "relation");
  const table = context.relation(range);
  if (!range || !table) return [];
  const parts = new TableParts();
  const like: QualifiedName[] = listOf(node, "inhRelations", "RangeVar").flatMap(item => context.relation(item) ?? []);
  for (const element of list(node, "tableElts")) {
    const column = child(element, "ColumnDef");
    const constraint = child(element, "Constraint");
    const likeClause = child(element, "TableLikeClause");
    if (column) parts.addColumn(context, column);
    if (constraint) parts.addConstraint(context, constraint);
    if (likeClause) like.push(...[context.relation(child(likeClause, "relation"))].filter(name => name !== undefined));
  }
  return [
    {
      op: "create-table",
      table,
      ifNotExists: flag(node, "if_not_exists"),
      columns: parts.columns,
      primaryKey: parts.primaryKey,
      uniqueKeys: parts.uniqueKeys,
      foreignKeys: parts.foreignKeys,
      like,
      ...(node["partbound"] !== undefined && like[0] ? { partitionOf: like[0] } : {}),
      temporary: text(range, "relpersistence") === "t",
      statement: context.statementSpot(),
      place: context.nameSpot(range),
    },
  ];
}

/** `CREATE TABLE … AS SELECT`: `SELECT * FROM other` has the other's columns, any other query gives what it names. */
export function lowerCreateTableAs(context: LowerContext): Operation[] {
  const { node } = context.statement;
  const into = child(node, "into");
  const range = child(into, "rel");
  const table = context.relation(range);
  if (!range || !table) return [];
  const query = child(node, "query", "SelectStmt");
  const from = list(query, "fromClause").map(item => context.relation(child(item, "RangeVar")));
  const targets = listOf(query, "targetList", "ResTarget");
  const star =
    targets.length === 1 && list(child(targets[0], "val", "ColumnRef"), "fields").some(one => "A_Star" in one);
  const place = context.nameSpot(range);
  const names = targets.flatMap(
    target => text(target, "name") ?? strings(child(target, "val", "ColumnRef"), "fields").at(-1) ?? [],
  );
  return [
    {
      op: "create-table",
      table,
      ifNotExists: flag(node, "if_not_exists"),
      columns: names.map(name => ({ name, type: "unknown", nullable: true, place })),
      primaryKey: [],
      uniqueKeys: [],
      foreignKeys: [],
      like: star && from.length === 1 && from[0] ? [from[0]] : [],
      partial: true,
      temporary: text(range, "relpersistence") === "t",
      statement: context.statementSpot(),
      place,
    },
  ];
}

/** `ALTER TABLE` with all its commands. */
export function lowerAlterTable(context: LowerContext): Operation[] {
  const { node } = context.statement;
  const table = context.relation(child(node, "relation"));
  const type = text(node, "objtype");
  if (table && type === "OBJECT_VIEW") return lowerAlterView(context, table);
  if (!table || (type !== "OBJECT_TABLE" && type !== "OBJECT_FOREIGN_TABLE")) return [];
  return listOf(node, "cmds", "AlterTableCmd").flatMap(command => lowerCommand(context, table, command));
}

/** `CREATE UNIQUE INDEX`; other indexes say nothing about what may be stored. */
export function lowerIndex(context: LowerContext): Operation[] {
  const { node } = context.statement;
  const table = context.relation(child(node, "relation"));
  if (!table || !flag(node, "unique")) return [];
  const columns: string[] = [];
  let expressions = false;
  for (const element of listOf(node, "indexParams", "IndexElem")) {
    const name = text(element, "name");
    if (name !== undefined) columns.push(name);
    else {
      expressions = true;
      columns.push(...columnsOf(element["expr"]));
    }
  }
  const where = node["whereClause"] === undefined ? undefined : context.tail(/where\b/, context.statement.start);
  const spot = context.statementSpot();
  const key: KeyFact = {
    columns,
    name: text(node, "idxname"),
    ...(expressions ? { expressions } : {}),
    where,
    place: spot,
  };
  return [{ op: "add-unique", table, key, ifNotExists: flag(node, "if_not_exists"), place: spot }];
}

function lowerCommand(context: LowerContext, table: QualifiedName, command: TreeNode): Operation[] {
  const spot = context.statementSpot();
  const name = text(command, "name") ?? "";
  switch (text(command, "subtype")) {
    case "AT_AddColumn":
      return lowerAddColumn(context, table, command);
    case "AT_DropColumn":
      return [{ op: "drop-column", table, column: name, place: spot }];
    case "AT_SetNotNull":
      return [{ op: "alter-column", table, column: name, nullable: false, place: spot }];
    case "AT_DropNotNull":
      return [{ op: "alter-column", table, column: name, nullable: true, place: spot }];
    case "AT_AlterColumnType":
      return [
        {
          op: "alter-column",
          table,
          column: name,
          type: typeName(child(child(command, "def", "ColumnDef"), "typeName")),
          place: spot,
        },
      ];
    case "AT_AddConstraint":
      return lowerAddConstraint(context, table, command);
    case "AT_AttachPartition":
    case "AT_DetachPartition": {
      const partition = context.relation(child(child(command, "def", "PartitionCmd"), "name"));
      const attached = text(command, "subtype") === "AT_AttachPartition";
      return partition ? [{ op: "partition", table, partition, attached, place: spot }] : [];
    }
    case "AT_DropConstraint":
      return [{ op: "drop-constraint", table, name, place: spot }];
    case "AT_EnableRowSecurity":
      return [{ op: "rls", table, change: "enable", place: spot }];
    case "AT_DisableRowSecurity":
      return [{ op: "rls", table, change: "disable", place: spot }];
    case "AT_ForceRowSecurity":
      return [{ op: "rls", table, change: "force", place: spot }];
    case "AT_NoForceRowSecurity":
      return [{ op: "rls", table, change: "no force", place: spot }];
    default:
      return [];
  }
}

function lowerAddColumn(context: LowerContext, table: QualifiedName, command: TreeNode): Operation[] {
  const definition = child(command, "def", "ColumnDef");
  if (!definition) return [];
  const parts = new TableParts();
  parts.addColumn(context, definition);
  const ifNotExists = flag(command, "missing_ok");
  const column = parts.columns[0]!;
  const spot = context.partSpot(definition);
  return [{ op: "add-column", table, column, ifNotExists, place: spot }, ...parts.operations(table, ifNotExists)];
}

function lowerAddConstraint(context: LowerContext, table: QualifiedName, command: TreeNode): Operation[] {
  const constraint = child(command, "def", "Constraint");
  if (!constraint) return [];
  const index = text(constraint, "indexname");
  const name = text(constraint, "conname");
  const spot = context.partSpot(constraint);
  if (index !== undefined) {
    const primary = text(constraint, "contype") === "CONSTR_PRIMARY";
    if (primary) return [{ op: "set-primary-key", table, columns: [], name, index, place: spot }];
    return [
      { op: "add-unique", table, key: { columns: [], name, place: spot }, ifNotExists: false, index, place: spot },
    ];
  }
  const parts = new TableParts();
  parts.addConstraint(context, constraint);
  return parts.operations(table, false);
}

/** Collects columns and keys, from column definitions and table constraints alike. */
class TableParts {
  readonly columns: ColumnFact[] = [];
  readonly uniqueKeys: KeyFact[] = [];
  readonly foreignKeys: ForeignKeyFact[] = [];
  primaryKey: string[] = [];
  #primaryKeyName: string | undefined;
  #primaryKeyPlace: Place | undefined;

  addColumn(context: LowerContext, definition: TreeNode): void {
    const name = text(definition, "colname") ?? "";
    const constraints = listOf(definition, "constraints", "Constraint");
    const types = constraints.map(constraint => text(constraint, "contype"));
    const type = typeName(child(definition, "typeName"));
    const generated =
      types.includes("CONSTR_DEFAULT") || types.includes("CONSTR_IDENTITY") || types.includes("CONSTR_GENERATED");
    this.columns.push({
      name,
      type,
      nullable: !types.includes("CONSTR_NOTNULL") && !types.includes("CONSTR_PRIMARY"),
      ...(generated || /serial/.test(type) ? { hasDefault: true } : {}),
      place: context.partSpot(definition),
    });
    for (const constraint of constraints) this.addConstraint(context, constraint, name);
  }

  /** `column` is given for a constraint inside a column definition. */
  addConstraint(context: LowerContext, constraint: TreeNode, column?: string): void {
    const spot = context.partSpot(constraint);
    const name = text(constraint, "conname");
    const keys = column === undefined ? strings(constraint, "keys") : [column];
    switch (text(constraint, "contype")) {
      case "CONSTR_PRIMARY":
        this.primaryKey = keys;
        this.#primaryKeyName = name;
        this.#primaryKeyPlace = spot;
        return;
      case "CONSTR_UNIQUE":
        this.uniqueKeys.push({ columns: keys, name, place: spot });
        return;
      case "CONSTR_FOREIGN": {
        const table = context.relation(child(constraint, "pktable"));
        if (!table) return;
        const columns = column === undefined ? strings(constraint, "fk_attrs") : [column];
        const onDelete = onDeleteOf(text(constraint, "fk_del_action"));
        this.foreignKeys.push({
          columns,
          table,
          targetColumns: strings(constraint, "pk_attrs"),
          onDelete,
          name,
          place: spot,
        });
      }
    }
  }

  /** The keys as operations on an existing table. */
  operations(table: QualifiedName, ifNotExists: boolean): Operation[] {
    const operations: Operation[] = [];
    if (this.#primaryKeyPlace) {
      const columns = this.primaryKey;
      operations.push({
        op: "set-primary-key",
        table,
        columns,
        name: this.#primaryKeyName,
        place: this.#primaryKeyPlace,
      });
    }
    for (const key of this.uniqueKeys) operations.push({ op: "add-unique", table, key, ifNotExists, place: key.place });
    for (const key of this.foreignKeys) operations.push({ op: "add-foreign-key", table, key, place: key.place });
    return operations;
  }
}

function onDeleteOf(action: string | undefined): OnDelete {
  switch (action) {
    case "c":
      return "cascade";
    case "n":
      return "set null";
    case "d":
      return "set default";
    case "r":
      return "restrict";
    default:
      return "no action";
  }
}

/** Last parts of all column references below `root`, in source order. */
function columnsOf(root: unknown): string[] {
  const found: { name: string; at: number }[] = [];
  walkTree(root, (kind, node) => {
    const name = kind === "ColumnRef" ? strings(node, "fields").at(-1) : undefined;
    if (name !== undefined) found.push({ name, at: location(node) });
  });
  return found.sort((a, b) => a.at - b.at).map(item => item.name);
}
