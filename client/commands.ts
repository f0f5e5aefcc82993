import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { clientCommands, type PeekArguments, type SuppressArguments } from "../server/protocol.ts";
import type { AuditReports } from "./audit-report.ts";
import type { FindingNode } from "./finding-items.ts";
import type { IssueTexts } from "./issue-text.ts";
import type { MarkdownDocuments } from "./markdown-documents.ts";
import type { RulePages } from "./pages.ts";
import { peekPlaces } from "./peek-places.ts";
import type { Sample } from "./sample.ts";
import { scan } from "./scan.ts";
import type { ServerConnection } from "./server-connection.ts";
import { suppressWithReason } from "./suppress-with-reason.ts";

export interface Surfaces {
  server: ServerConnection;
  documents: MarkdownDocuments;
  rules: RulePages;
  audits: AuditReports;
  sample: Sample;
  issues: IssueTexts;
}

export function registerCommands({ server, documents, rules, audits, sample, issues }: Surfaces): vscode.Disposable[] {
  const { registerCommand } = vscode.commands;
  return [
    registerCommand("faultline.auditReport", () => ofProgram(server, () => audits.show())),
    registerCommand("faultline.saveAuditReport", () => audits.save()),
    registerCommand("faultline.scanWorkspace", () => ofProgram(server, () => scan(server))),
    registerCommand("faultline.openSample", () => sample.open()),
    registerCommand("faultline.fixAllInFile", fixAllInFile),
    registerCommand("faultline.restartServer", () => server.restart()),
    registerCommand("faultline.showOutput", () => server.output.show()),
    registerCommand("faultline.copyDebugInformation", () => issues.copyDebugInformation()),
    registerCommand("faultline.findings.falsePositive", (node?: FindingNode) => issues.copyFalsePositive(node)),
    registerCommand("faultline.explainFile", (uri?: vscode.Uri) => explainFile(documents, uri)),
    registerCommand("faultline.whyNotHere", () => whyNotHere(documents)),
    registerCommand(clientCommands.openRuleDocument, (rule: string) => rules.show(rule)),
    registerCommand(clientCommands.peekPlaces, (peek: PeekArguments) => peekPlaces(peek)),
    registerCommand(clientCommands.suppressWithReason, (suppress: SuppressArguments) => suppressWithReason(suppress)),
  ];
}

/** The palette does not offer it elsewhere, a key or a link may. */
async function ofProgram(server: ServerConnection, command: () => Promise<void>): Promise<void> {
  if (server.readsProgram) await command();
  else
    await vscode.window.showInformationMessage(
      l10n.t("Here Faultline reads open files only. It reads the whole program where the folder is on a disk."),
    );
}

/** The same code action that runs on save; the editor says so itself when there is nothing to fix. */
async function fixAllInFile(): Promise<void> {
  await vscode.commands.executeCommand("editor.action.codeAction", { kind: "source.fixAll.faultline", apply: "first" });
}

async function explainFile(documents: MarkdownDocuments, uri?: vscode.Uri): Promise<void> {
  const file = uri ?? vscode.window.activeTextEditor?.document.uri;
  if (file === undefined)
    await vscode.window.showInformationMessage(
      l10n.t("Faultline explains the file in the active editor; none is open."),
    );
  else await documents.showExplanation(file);
}

async function whyNotHere(documents: MarkdownDocuments): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined)
    await vscode.window.showInformationMessage(
      l10n.t("Faultline tells about the line of the cursor; no editor is open."),
    );
  else await documents.showWhyNot(editor.document.uri, editor.selection.active.line);
}
