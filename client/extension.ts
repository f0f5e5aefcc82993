/** Entry in an editor with Node: the server is a process that reads the program from the disk. */
import type { ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { documentSelector } from "./document-selector.ts";
import { start } from "./start.ts";

export async function activate(context: ExtensionContext): Promise<void> {
  const run = { module: context.asAbsolutePath("dist/server.js"), transport: TransportKind.ipc };
  const server = { run, debug: { ...run, options: { execArgv: ["--nolazy", "--inspect=6009"] } } };
  await start(context, {
    documentSelector: documentSelector(["file"]),
    readsProgram: true,
    createClient: options => new LanguageClient("faultline", "Faultline", server, options),
  });
}
