import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { auditReport, type AuditReportAnswer } from "../server/protocol.ts";
import { progressOf } from "./scan.ts";
import type { Sample } from "./sample.ts";
import type { ServerConnection } from "./server-connection.ts";

const viewType = "faultline.audit";

/** A folder that holds a program. */
interface Program {
  uri: vscode.Uri;
  name: string;
}

interface Shown {
  panel: vscode.WebviewPanel;
  folder: Program;
  answer: AuditReportAnswer;
}

/** Makes the audit of a folder, shows it, and saves what is shown. */
export class AuditReports implements vscode.Disposable {
  readonly #server: ServerConnection;
  readonly #sample: Sample;
  readonly #shown = new Set<Shown>();

  constructor(server: ServerConnection, sample: Sample) {
    this.#server = server;
    this.#sample = sample;
  }

  async show(): Promise<void> {
    const folder = this.#sample.folderInFront() ?? (await chosenFolder());
    if (folder === undefined) return;
    const answer = await progressOf(this.#server, (workDoneToken, token) =>
      this.#server.request(
        auditReport,
        { folder: folder.uri.toString(), authors: vscode.workspace.isTrusted, workDoneToken },
        token,
      ),
    );
    if (answer?.html === undefined) return;
    const title = l10n.t("Audit of {0}", folder.name);
    const panel = vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Active, {
      enableFindWidget: true,
      retainContextWhenHidden: true,
    });
    panel.webview.html = answer.html;
    const shown = { panel, folder, answer };
    this.#shown.add(shown);
    panel.onDidDispose(() => this.#shown.delete(shown));
  }

  /** Writes the report in front into a file: HTML, Markdown or SARIF, as its ending says. */
  async save(): Promise<void> {
    const shown = [...this.#shown].find(({ panel }) => panel.active);
    if (shown === undefined) return;
    const target = await vscode.window.showSaveDialog({
      title: l10n.t("Save Audit Report"),
      defaultUri: vscode.Uri.joinPath(shown.folder.uri, "faultline-audit.html"),
      filters: { HTML: ["html"], Markdown: ["md"], SARIF: ["sarif"] },
    });
    if (target === undefined) return;
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(textFor(target, shown.answer)));
  }

  dispose(): void {
    for (const { panel } of this.#shown) panel.dispose();
  }
}

function textFor(target: vscode.Uri, { html, markdown, sarif }: AuditReportAnswer): string {
  const text = target.path.endsWith(".md") ? markdown : target.path.endsWith(".sarif") ? sarif : html;
  return text ?? "";
}

/** Asks only where there are several. */
async function chosenFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0)
    void vscode.window.showInformationMessage(l10n.t("An audit is of a program in a folder; none is open."));
  if (folders.length <= 1) return folders[0];
  return vscode.window.showWorkspaceFolderPick({ placeHolder: l10n.t("The folder to audit") });
}
