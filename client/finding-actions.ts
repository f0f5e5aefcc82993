/** What can be done with a finding of the list, by the same code actions that the lightbulb offers. */
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { fixAllOfRule, suppressKind } from "../server/protocol.ts";
import type { FindingNode } from "./finding-items.ts";
import type { RulePages } from "./pages.ts";
import { placeOf } from "./place-of.ts";
import type { ServerConnection } from "./server-connection.ts";

export function registerFindingActions(server: ServerConnection, rules: RulePages): vscode.Disposable[] {
  const { registerCommand } = vscode.commands;
  return [
    registerCommand("faultline.findings.fix", (node?: FindingNode) => offer(node, server, isFix)),
    registerCommand("faultline.findings.suppress", (node?: FindingNode) => offer(node, server, isSuppression)),
    registerCommand("faultline.findings.explain", (node?: FindingNode) => explain(node, rules)),
    registerCommand("faultline.findings.copy", (node?: FindingNode) => copy(node)),
    registerCommand("faultline.findings.fixRule", (node?: FindingNode) => fixRule(node, server)),
  ];
}

type Meant = (action: vscode.CodeAction) => boolean;

const isSuppression: Meant = ({ kind }) => kind?.value === suppressKind;
/** A fix belongs to the diagnostic that it repairs; what repairs more than that has none. */
const isFix: Meant = action => action.edit !== undefined && action.diagnostics !== undefined && !isSuppression(action);

/** Makes the one action that is meant, or asks which. */
async function offer(node: FindingNode | undefined, server: ServerConnection, isMeant: Meant): Promise<void> {
  if (node?.kind !== "finding") return;
  const { uri, selection } = placeOf(node.finding.place);
  await vscode.window.showTextDocument(uri, { selection });
  const actions = await server.quickFixes(uri, selection);
  const meant = actions.filter(action => isMeant(action) && isOf(action, node.finding.rule));
  const chosen = meant.length === 1 ? meant[0] : await choose(meant);
  if (chosen?.edit) await vscode.workspace.applyEdit(chosen.edit);
  if (chosen?.command)
    await vscode.commands.executeCommand(chosen.command.command, ...((chosen.command.arguments ?? []) as unknown[]));
}

function isOf({ diagnostics }: vscode.CodeAction, rule: string): boolean {
  return (diagnostics ?? []).some(({ code }) => (typeof code === "object" ? code.value : code) === rule);
}

async function choose(actions: readonly vscode.CodeAction[]): Promise<vscode.CodeAction | undefined> {
  const picked = await vscode.window.showQuickPick(
    actions.map(action => ({ label: action.title, action })),
    {
      placeHolder:
        actions.length === 0 ? l10n.t("There is nothing to choose: the finding is gone.") : l10n.t("Choose a fix"),
    },
  );
  return picked?.action;
}

async function explain(node: FindingNode | undefined, rules: RulePages): Promise<void> {
  const rule = node?.kind === "finding" ? node.finding.rule : node?.by === "rule" ? node.label : undefined;
  if (rule !== undefined) await rules.show(rule);
}

async function copy(node: FindingNode | undefined): Promise<void> {
  const findings = node?.kind === "finding" ? [node.finding] : (node?.findings ?? []);
  const lines = findings.map(({ place, level, message, rule }) => {
    const { uri, selection } = placeOf(place);
    return `${vscode.workspace.asRelativePath(uri)}:${selection.start.line + 1} ${level}: ${message} (${rule})`;
  });
  await vscode.env.clipboard.writeText(lines.join("\n"));
}

/** Every edit waits for a confirmation in the editor's own preview of refactorings. */
async function fixRule(node: FindingNode | undefined, server: ServerConnection): Promise<void> {
  if (node?.kind !== "group" || node.by !== "rule") return;
  const answer = await server.request(fixAllOfRule, { rule: node.label });
  const edit = await server.workspaceEditOf(answer?.edit);
  if (edit !== undefined) await vscode.workspace.applyEdit(edit, { isRefactoring: true });
}
