import * as vscode from "vscode";
import { addFolder } from "../server/protocol.ts";
import type { ServerConnection } from "./server-connection.ts";

const fileName = "leads.py";

/** A small broken program: a copy, so that it can be mended and is broken anew the next time. */
export class Sample {
  readonly #server: ServerConnection;
  readonly #original: vscode.Uri;
  readonly #copy: vscode.Uri;

  constructor(server: ServerConnection, { extensionUri, globalStorageUri }: vscode.ExtensionContext) {
    this.#server = server;
    this.#original = vscode.Uri.joinPath(extensionUri, "media", "walkthrough", "sample");
    this.#copy = vscode.Uri.joinPath(globalStorageUri, "sample");
  }

  async open(): Promise<void> {
    // By file: of an extension that a browser has fetched nobody can list a folder.
    const text = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.#original, fileName));
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(this.#copy, fileName), text);
    await this.#server.request(addFolder, { uri: this.#copy.toString() });
    await vscode.window.showTextDocument(vscode.Uri.joinPath(this.#copy, fileName));
  }

  /** The folder of the sample when the file in front is part of it. */
  folderInFront(): { uri: vscode.Uri; name: string } | undefined {
    const front = vscode.window.activeTextEditor?.document.uri.toString();
    return front?.startsWith(`${this.#copy.toString()}/`) === true ? { uri: this.#copy, name: "sample" } : undefined;
  }
}
