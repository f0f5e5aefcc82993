import * as vscode from "vscode";
import { registerCommands } from "./commands.ts";
import { registerFindingActions } from "./finding-actions.ts";
import { FindingsView } from "./findings-view.ts";
import { MarkdownDocuments } from "./markdown-documents.ts";
import { ServerConnection } from "./server-connection.ts";
import { StatusItem } from "./status-item.ts";
import { TenantsView } from "./tenants-view.ts";

/** Everything is disposed with the context, the server included, so that {@link deactivate} has nothing to keep. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const status = new StatusItem();
  const server = new ServerConnection(context.asAbsolutePath("dist/server.js"), status);
  const documents = new MarkdownDocuments(server);
  const findings = new FindingsView(server, context.workspaceState);
  const tenants = new TenantsView(server, context.workspaceState);
  const commands = [...registerCommands(server, documents), ...registerFindingActions(server, documents)];
  context.subscriptions.push(status, documents, findings, tenants, server, ...commands);
  await server.start();
}
