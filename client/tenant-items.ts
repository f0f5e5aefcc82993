import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { TenantFolder, TenantQuery, TenantTable } from "../server/protocol.ts";
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
  const tables = node.folder.tables.length;
  item.description = tables === 1 ? l10n.t("1 table") : l10n.t("{0} tables", tables);
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
  const paragraphs = [
    l10n.t("**{0}** belongs to a tenant by {1}: {2}.", name, belongsBy, longCounts(table)),
    ...(rowSecurity === undefined ? [] : [l10n.t("Row-level security: {0}.", rowSecurity)]),
    folder.reason,
  ];
  item.tooltip = new vscode.MarkdownString(paragraphs.join("\n\n"));
  item.accessibilityInformation = { label: l10n.t("{0}, tenant table, {1}", name, longCounts(table)) };
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
    [
      `**${capital(verdictText(scope))}**: ${how}.`,
      l10n.t("`{0}` {1}, sent by: {2}.", table.name, operation, client),
      `${path}:${selection.start.line + 1}`,
    ].join("\n\n"),
  );
  item.accessibilityInformation = {
    label: l10n.t("{0}: {1} by {2}, {3}, {4}", verdictText(scope), operation, client, where, path),
  };
  item.command = { command: "vscode.open", title: l10n.t("Open"), arguments: [uri, { selection }] };
  return item;
}

function verdictText(scope: TenantQuery["scope"]): string {
  switch (scope) {
    case "scoped":
      return l10n.t("scoped");
    case "open":
      return l10n.t("not scoped");
    case "unknown":
      return l10n.t("cannot be told");
  }
}

function countsOf({ queries, scoped }: TenantTable): string {
  return queries.length === 0 ? l10n.t("no queries") : l10n.t("{0} of {1} scoped", scoped, queries.length);
}

function longCounts(table: TenantTable): string {
  const { open, unknown } = table;
  const parts = [
    countsOf(table),
    ...(open > 0 ? [l10n.t("{0} not scoped", open)] : []),
    ...(unknown > 0 ? [l10n.t("of {0} it cannot be told", unknown)] : []),
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
