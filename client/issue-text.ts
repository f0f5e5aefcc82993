/** What a report to Faultline's own issues needs, on the clipboard: whoever sends it sees it before. Nothing is sent from here. */
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { debugInformation, findingReport } from "../server/protocol.ts";
import type { FindingNode } from "./finding-items.ts";
import type { ServerConnection } from "./server-connection.ts";

interface Manifest {
  version: string;
  bugs: { url: string };
}

export class IssueTexts {
  readonly #server: ServerConnection;
  readonly #manifest: Manifest;

  constructor(server: ServerConnection, extension: vscode.Extension<unknown>) {
    this.#server = server;
    this.#manifest = extension.packageJSON as Manifest;
  }

  async copyDebugInformation(): Promise<void> {
    const answer = await this.#server.request(debugInformation, {});
    const text = `${this.#where()}${answer?.markdown ?? "- The language server does not run\n"}`;
    await this.#copy(text, l10n.t("Debug information is on the clipboard. It names no file and has no code."));
  }

  async copyFalsePositive(node: FindingNode | undefined): Promise<void> {
    if (node?.kind !== "finding") return;
    const { place, fingerprint } = node.finding;
    await vscode.workspace.openTextDocument(vscode.Uri.parse(place.uri));
    const answer = await this.#server.request(findingReport, { uri: place.uri, fingerprint });
    if (answer?.markdown === undefined) return;
    const told = l10n.t("The finding is on the clipboard with the lines of code that it tells of. Look at them first.");
    await this.#copy(`${answer.markdown}\n${this.#where()}`, told);
  }

  #where(): string {
    const { appName, appHost, remoteName, uiKind, language } = vscode.env;
    const kind = uiKind === vscode.UIKind.Web ? "web" : "desktop";
    const remote = remoteName === undefined ? "" : `, remote ${remoteName}`;
    return [
      `- Faultline ${this.#manifest.version}\n`,
      `- ${appName} ${vscode.version}, ${appHost}, ${kind}${remote}, ${language}\n`,
      `- Workspace: ${vscode.workspace.isTrusted ? "trusted" : "not trusted"}\n`,
    ].join("");
  }

  async #copy(text: string, told: string): Promise<void> {
    await vscode.env.clipboard.writeText(text);
    const open = l10n.t("Open Issues");
    const answer = await vscode.window.showInformationMessage(told, open);
    if (answer === open) await vscode.env.openExternal(vscode.Uri.parse(this.#manifest.bugs.url));
  }
}
