import * as vscode from "vscode";
import { registerCommands } from "./commands.ts";
import { MarkdownDocuments } from "./markdown-documents.ts";
import { ServerConnection } from "./server-connection.ts";
import { StatusItem } from "./status-item.ts";
import { TenantsView } from "./tenants-view.ts";

/** Everything is disposed with the context, the server included, so that {@link deactivate} has nothing to keep. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const status = new StatusItem();
  const server = new ServerConnection(context.asAbsolutePath("dist/server.js"), status);
  const documents = new MarkdownDocuments(server);
  const tenants = new TenantsView(server, context.workspaceState);
  context.subscriptions.push(status, documents, tenants, server, ...registerCommands(server, documents));
  await server.start();
}
