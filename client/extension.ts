import * as vscode from "vscode";
import { registerCommands } from "./commands.ts";
import { MarkdownDocuments } from "./markdown-documents.ts";
import { ServerConnection } from "./server-connection.ts";
import { StatusItem } from "./status-item.ts";

/** Everything is disposed with the context, the server included, so that {@link deactivate} has nothing to keep. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const status = new StatusItem();
  const server = new ServerConnection(context.asAbsolutePath("dist/server.js"), status);
  const documents = new MarkdownDocuments(server);
  context.subscriptions.push(status, documents, server, ...registerCommands(server, documents));
  await server.start();
}
