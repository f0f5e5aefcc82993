import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { AuditReports } from "./audit-report.ts";
import { registerCommands } from "./commands.ts";
import { registerFindingActions } from "./finding-actions.ts";
import { FindingsView } from "./findings-view.ts";
import { IssueTexts } from "./issue-text.ts";
import { MarkdownDocuments } from "./markdown-documents.ts";
import { RulePages } from "./pages.ts";
import { Sample } from "./sample.ts";
import { ServerConnection, type ServerSetup } from "./server-connection.ts";
import { StatusItem } from "./status-item.ts";
import { TenantsView } from "./tenants-view.ts";

/** Everything is disposed with the context, the server included, so that an entry has nothing to keep. */
export async function start(context: vscode.ExtensionContext, setup: ServerSetup): Promise<void> {
  l10n.config({ contents: vscode.l10n.bundle ?? {} });
  const status = new StatusItem(setup.documentSelector);
  const server = new ServerConnection(setup, status);
  const documents = new MarkdownDocuments(server);
  const sample = new Sample(server, context);
  const rules = new RulePages(server);
  const audits = new AuditReports(server, sample);
  const findings = new FindingsView(server, context.workspaceState);
  const tenants = new TenantsView(server, context.workspaceState);
  const commands = [
    ...registerCommands({
      server,
      documents,
      rules,
      audits,
      sample,
      issues: new IssueTexts(server, context.extension),
    }),
    ...registerFindingActions(server, rules),
  ];
  context.subscriptions.push(status, documents, rules, audits, findings, tenants, server, ...commands);
  await vscode.commands.executeCommand("setContext", "faultline.readsOpenFilesOnly", !setup.readsProgram);
  await server.start();
}
