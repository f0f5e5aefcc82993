import * as l10n from "@vscode/l10n";
import { CodeActionKind, type CodeAction, type Diagnostic } from "vscode-languageserver";
import { clientCommands } from "../../protocol.ts";
import type { FileView } from "./file-view.ts";

/** Only for clients that can show a document; others have the diagnostic's address and the hover. */
export function documentAction({ features }: FileView, rule: string, diagnostic: Diagnostic): CodeAction[] {
  if (!features.commands.has(clientCommands.openRuleDocument)) return [];
  const title = l10n.t("Open the document of {0}", rule);
  const command = { title, command: clientCommands.openRuleDocument, arguments: [rule] };
  return [{ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command }];
}
