import * as vscode from "vscode";
import type { TenantFolder, TenantQuery, TenantTable } from "../server/protocol.ts";
import { plural } from "./counts-text.ts";
import { placeOf } from "./place-of.ts";

export type Order = "unscopedFirst" | "scopedFirst";

/** What stands on a line of the tree. */
export type TenantNode =
  | { kind: "folder"; folder: TenantFolder }
  | { kind: "table"; table: TenantTable; folder: TenantFolder }
  | { kind: "query"; query: TenantQuery; table: TenantTable };

export function tenantItem(node: TenantNode): vscode.TreeItem {
  if (node.kind === "table") return tableItem(node.table, node.folder);
  if (node.kind === "query") return queryItem(node.query, node.table);
  const item = new vscode.TreeItem(node.folder.name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = node.folder.uri;
  item.iconPath = vscode.ThemeIcon.Folder;
  item.description = plural(node.folder.tables.length, "table");
  item.tooltip = new vscode.MarkdownString(node.folder.reason);
  return item;
}

function tableItem(table: TenantTable, folder: TenantFolder): vscode.TreeItem {
  const { name, belongsBy, rowSecurity, queries } = table;
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(name, queries.length === 0 ? None : Collapsed);
  const counts = countsOf(table);
  item.id = `${folder.uri} ${name}`;
  item.description = counts;
  item.contextValue = "table";
  item.iconPath = iconOf(stateOf(table));
  const security = rowSecurity === undefined ? "" : `\n\nRow-level security: ${rowSecurity}.`;
  item.tooltip = new vscode.MarkdownString(
    `**${name}** belongs to a tenant by ${belongsBy}: ${longCounts(table)}.${security}\n\n${folder.reason}`,
  );
  item.accessibilityInformation = { label: `${name}, tenant table, ${longCounts(table)}` };
  return item;
}

function queryItem({ place, operation, scope, how, client }: TenantQuery, table: TenantTable): vscode.TreeItem {
  const { uri, selection } = placeOf(place);
  const path = vscode.workspace.asRelativePath(uri);
  const slash = path.lastIndexOf("/");
  const where = `${path.slice(slash + 1)}:${selection.start.line + 1}`;
  const item = new vscode.TreeItem(where);
  item.description = [operation, path.slice(0, Math.max(slash, 0))].filter(Boolean).join(" · ");
  item.contextValue = "query";
  item.iconPath = iconOf(scope);
  item.tooltip = new vscode.MarkdownString(
    `**${capital(verdicts[scope])}**: ${how}.\n\n\`${table.name}\` ${operation}, sent by: ${client}.\n\n${path}:${selection.start.line + 1}`,
  );
  item.accessibilityInformation = { label: `${verdicts[scope]}: ${operation} by ${client}, ${where}, ${path}` };
  item.command = { command: "vscode.open", title: "Open", arguments: [uri, { selection }] };
  return item;
}

const verdicts: Record<TenantQuery["scope"], string> = {
  scoped: "scoped",
  open: "not scoped",
  unknown: "cannot be told",
};

function countsOf({ queries, scoped }: TenantTable): string {
  return queries.length === 0 ? "no queries" : `${scoped} of ${queries.length} scoped`;
}

function longCounts(table: TenantTable): string {
  const { open, unknown } = table;
  const parts = [
    countsOf(table),
    ...(open > 0 ? [`${open} not scoped`] : []),
    ...(unknown > 0 ? [`of ${unknown} it cannot be told`] : []),
  ];
  return parts.join(", ");
}

function stateOf({ queries, open, unknown }: TenantTable): TenantQuery["scope"] | "none" {
  if (queries.length === 0) return "none";
  return open > 0 ? "open" : unknown > 0 ? "unknown" : "scoped";
}

function iconOf(state: TenantQuery["scope"] | "none"): vscode.ThemeIcon {
  switch (state) {
    case "scoped":
      return new vscode.ThemeIcon("shield", new vscode.ThemeColor("testing.iconPassed"));
    case "open":
      return new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
    case "unknown":
      return new vscode.ThemeIcon("question", new vscode.ThemeColor("disabledForeground"));
    case "none":
      return new vscode.ThemeIcon("circle-outline", new vscode.ThemeColor("disabledForeground"));
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
