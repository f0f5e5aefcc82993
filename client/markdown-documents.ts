import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { explainFile, whyNotHere } from "../server/protocol.ts";
import type { ServerConnection } from "./server-connection.ts";

const scheme = "faultline";

/** Read-only markdown that the server writes, shown in the editor's own preview. */
export class MarkdownDocuments implements vscode.Disposable, vscode.TextDocumentContentProvider {
  readonly #server: ServerConnection;
  readonly #changes = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;
  readonly onDidChange = this.#changes.event;

  constructor(server: ServerConnection) {
    this.#server = server;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  async showExplanation(file: vscode.Uri): Promise<void> {
    const name = file.path.slice(file.path.lastIndexOf("/") + 1);
    await this.#show(
      vscode.Uri.from({
        scheme,
        authority: "explain",
        path: `/${l10n.t("Faultline on {0}", name)}.md`,
        query: file.toString(),
      }),
    );
  }

  /** `line` counts from 0. */
  async showWhyNot(file: vscode.Uri, line: number): Promise<void> {
    const name = file.path.slice(file.path.lastIndexOf("/") + 1);
    const path = `/${l10n.t("Faultline on line {0} of {1}", line + 1, name)}.md`;
    await this.#show(vscode.Uri.from({ scheme, authority: "why", path, query: file.toString(), fragment: `${line}` }));
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const answer =
      uri.authority === "why"
        ? await this.#server.request(whyNotHere, { uri: uri.query, line: Number(uri.fragment) }, token)
        : await this.#server.request(explainFile, { uri: uri.query }, token);
    if (answer === undefined) return l10n.t("The language server does not run. *Faultline: Show Output* tells why.");
    return answer.markdown ?? l10n.t("There is nothing to show here.");
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changes.dispose();
  }

  async #show(uri: vscode.Uri): Promise<void> {
    this.#changes.fire(uri);
    // A built-in extension that a user may have switched off.
    const preview = vscode.extensions.getExtension("vscode.markdown-language-features");
    if (preview !== undefined) await vscode.commands.executeCommand("markdown.showPreview", uri);
    else await vscode.window.showTextDocument(uri, { preview: true });
  }
}
