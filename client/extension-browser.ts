/** Entry in an editor without Node: the server is a worker, which knows of open files only. */
import * as vscode from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { documentSelector } from "./document-selector.ts";
import { start } from "./start.ts";

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const server = vscode.Uri.joinPath(context.extensionUri, "dist/browser/server.js").toString(true);
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const schemes = [...folders, context.globalStorageUri].map(({ scheme }) => scheme);
  await start(context, {
    documentSelector: documentSelector([...new Set(schemes)]),
    readsProgram: false,
    createClient: options => new LanguageClient("faultline", "Faultline", new Worker(server), options),
  });
}
