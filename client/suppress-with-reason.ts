import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { SuppressArguments } from "../server/protocol.ts";

/** Inserts the directive as a snippet, so that the cursor waits where the reason goes. */
export async function suppressWithReason({ uri, version, line, before, after }: SuppressArguments): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  // The line was told for that version; another one may have other lines.
  if (version !== undefined && document.version !== version) return;
  const editor = await vscode.window.showTextDocument(document);
  const snippet = new vscode.SnippetString()
    .appendText(before)
    .appendPlaceholder(l10n.t("reason"))
    .appendText(`${after}\n`)
    .appendTabstop(0);
  await editor.insertSnippet(snippet, new vscode.Position(line, 0), { undoStopBefore: true, undoStopAfter: true });
}
