import type { FilePlace } from "../../finding.ts";
import type { Operation } from "./schema-facts.ts";
import type { Policy, Table } from "./schema.ts";
import {
  addColumn,
  addForeignKey,
  addUnique,
  defaultConstraintName,
  inFile,
  renamedColumn,
  withoutColumn,
} from "./table-keys.ts";

type Of<Op extends Operation["op"]> = Extract<Operation, { op: Op }>;

/** Applies an operation on one table that is there. */
export function alterTable(table: Table, path: string, operation: Operation): void {
  const place = inFile(path, operation.place);
  switch (operation.op) {
    case "add-column":
      if (!table.columns.has(operation.column.name)) addColumn(table, path, operation.column);
      return;
    case "drop-column":
      withoutColumn(table, operation.column);
      return;
    case "rename-column":
      renamedColumn(table, operation.from, operation.to);
      return;
    case "alter-column": {
      const column = table.columns.get(operation.column);
      if (column && operation.type !== undefined) column.type = operation.type;
      if (column && operation.nullable !== undefined) column.nullable = operation.nullable;
      return;
    }
    case "set-primary-key":
      table.primaryKey = operation.index === undefined ? operation.columns : indexColumns(table, operation.index);
      return;
    case "add-unique":
      if (operation.index === undefined) addUnique(table, path, operation.key);
      return;
    case "add-foreign-key":
      addForeignKey(table, path, operation.key);
      return;
    case "drop-constraint":
      dropConstraint(table, operation.name);
      return;
    case "rls":
      changeRowSecurity(table, operation.change, place);
      return;
    case "alter-policy":
      table.policies = table.policies.map(policy =>
        policy.name === operation.name ? altered(policy, operation, place) : policy,
      );
      return;
    case "rename-policy":
      table.policies = table.policies.map(policy =>
        policy.name === operation.name ? { ...policy, name: operation.to } : policy,
      );
      return;
    case "create-trigger": {
      const { table: _table, ...trigger } = operation.trigger;
      table.triggers = [...table.triggers.filter(other => other.name !== trigger.name), { ...trigger, place }];
      return;
    }
    case "drop-trigger":
      table.triggers = table.triggers.filter(trigger => trigger.name !== operation.name);
      return;
    case "drop-policy":
      table.policies = table.policies.filter(policy => policy.name !== operation.name);
  }
}

function altered(policy: Policy, operation: Of<"alter-policy">, place: FilePlace): Policy {
  return {
    ...policy,
    roles: operation.roles ?? policy.roles,
    using: operation.using ?? policy.using,
    check: operation.check ?? policy.check,
    place,
  };
}

function changeRowSecurity(table: Table, change: Of<"rls">["change"], place: FilePlace): void {
  const before = table.rls ?? { enabled: false, forced: false };
  table.rls = {
    enabled: change === "enable" ? true : change === "disable" ? false : before.enabled,
    forced: change === "force" ? true : change === "no force" ? false : before.forced,
    place,
  };
}

function dropConstraint(table: Table, name: string): void {
  const lower = name.toLowerCase();
  const named = (key: { name?: string; columns: string[] }, suffix: string) =>
    (key.name ?? defaultConstraintName(table.name, key.columns, suffix)).toLowerCase() === lower;
  table.uniqueKeys = table.uniqueKeys.filter(key => !named(key, "key"));
  table.foreignKeys = table.foreignKeys.filter(key => !named(key, "fkey"));
  if (lower === `${table.name.toLowerCase()}_pkey`) table.primaryKey = [];
}

function indexColumns(table: Table, index: string): string[] {
  return table.uniqueKeys.find(key => key.name === index)?.columns ?? table.primaryKey;
}
