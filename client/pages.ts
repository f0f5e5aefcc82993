/** Pages that the server makes and a webview shows: without scripts, and without anything from elsewhere. */
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { rulePage } from "../server/protocol.ts";
import type { ServerConnection } from "./server-connection.ts";

/** One panel for all rules, beside the code that it is about. */
export class RulePages implements vscode.Disposable {
  readonly #server: ServerConnection;
  #panel: vscode.WebviewPanel | undefined;

  constructor(server: ServerConnection) {
    this.#server = server;
  }

  async show(rule: string): Promise<void> {
    const answer = await this.#server.request(rulePage, { rule });
    this.#panel ??= this.#create();
    this.#panel.title = rule;
    this.#panel.webview.html = answer?.html ?? l10n.t("The language server does not run, or there is no such rule.");
    this.#panel.reveal(undefined, false);
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #create(): vscode.WebviewPanel {
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false };
    const panel = vscode.window.createWebviewPanel("faultline.rule", "Faultline", column, { enableFindWidget: true });
    panel.onDidDispose(() => (this.#panel = undefined));
    return panel;
  }
}
