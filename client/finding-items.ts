import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { ListedFinding } from "../server/protocol.ts";
import { countsText } from "./counts-text.ts";
import { groupName, levelName } from "./group-names.ts";
import { placeOf } from "./place-of.ts";

export type Grouping = "family" | "rule" | "file" | "level";

/** What stands on a line of the tree. */
export type FindingNode =
  | {
      kind: "group";
      id: string;
      label: string;
      by: Grouping | "folder";
      findings: ListedFinding[];
      children: FindingNode[];
    }
  | { kind: "finding"; finding: ListedFinding };

export function findingTreeItem(node: FindingNode): vscode.TreeItem {
  return node.kind === "group" ? groupItem(node) : findingItem(node.finding);
}

function groupItem({ id, label, by, findings }: Extract<FindingNode, { kind: "group" }>): vscode.TreeItem {
  const name = groupName(label, by);
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = id;
  item.description = String(findings.length);
  item.tooltip = countsText(countsOf(findings));
  item.contextValue = groupContext(by, findings);
  item.iconPath =
    by === "file" ? vscode.ThemeIcon.File : by === "folder" ? vscode.ThemeIcon.Folder : iconOf(worstOf(findings));
  if (by === "file") item.resourceUri = vscode.Uri.parse(findings[0]!.place.uri);
  item.accessibilityInformation = { label: `${name}, ${countsText(countsOf(findings))}` };
  return item;
}

/** Which actions a group offers. */
function groupContext(by: string, findings: readonly ListedFinding[]): string {
  if (by !== "rule") return by;
  return findings.some(({ fix }) => fix !== undefined) ? "rule fixable" : "rule";
}

function findingItem(finding: ListedFinding): vscode.TreeItem {
  const { uri, selection } = placeOf(finding.place);
  const path = vscode.workspace.asRelativePath(uri);
  const where = `${path.slice(path.lastIndexOf("/") + 1)}:${selection.start.line + 1}`;
  // The place first: findings of one rule begin alike, and a side bar is narrow.
  const item = new vscode.TreeItem(where);
  item.id = `${finding.place.uri} ${finding.rule} ${finding.fingerprint}`;
  item.description = plainText(finding.message);
  item.contextValue = finding.fix === undefined ? "finding" : "finding fixable";
  item.iconPath = finding.known ? new vscode.ThemeIcon("history") : iconOf(finding.level);
  item.tooltip = new vscode.MarkdownString(
    `**${levelName(finding.level)}** ${finding.message}\n\n\`${finding.rule}\` · ${path}:${selection.start.line + 1}` +
      (finding.known ? `\n\n${l10n.t("In the baseline.")}` : ""),
  );
  const level = levelName(finding.level);
  const state = finding.known ? l10n.t("{0}, in the baseline", level) : level;
  item.accessibilityInformation = { label: `${state}: ${plainText(finding.message)} ${where}, ${finding.rule}` };
  item.command = { command: "vscode.open", title: l10n.t("Open"), arguments: [uri, { selection }] };
  return item;
}

export function countsOf(findings: readonly ListedFinding[]) {
  const count = (level: ListedFinding["level"]) => findings.filter(finding => finding.level === level).length;
  return { errors: count("error"), warnings: count("warning"), advice: count("advice") };
}

function worstOf(findings: readonly ListedFinding[]): ListedFinding["level"] {
  const levels = findings.map(({ level }) => level);
  return levels.includes("error") ? "error" : levels.includes("warning") ? "warning" : "advice";
}

function iconOf(level: ListedFinding["level"]): vscode.ThemeIcon {
  switch (level) {
    case "error":
      return new vscode.ThemeIcon("error", new vscode.ThemeColor("list.errorForeground"));
    case "warning":
      return new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
    case "advice":
      return new vscode.ThemeIcon("info", new vscode.ThemeColor("notificationsInfoIcon.foreground"));
  }
}

/** A label of a tree shows backticks as they are. */
function plainText(message: string): string {
  return message.replaceAll("`", "");
}
