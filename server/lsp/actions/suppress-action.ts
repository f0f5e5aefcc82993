import * as l10n from "@vscode/l10n";
import type { CodeAction, Diagnostic, Range } from "vscode-languageserver";
import type { Finding } from "../../../rules/finding.ts";
import { clientCommands, suppressInFileKind, suppressKind, type SuppressArguments } from "../../protocol.ts";
import { startOfLine, toRange } from "../convert.ts";
import { directiveComment, endOfNamesBefore, fileDirective, type DirectiveComment } from "./directive-comment.ts";
import type { FileView } from "./file-view.ts";
import { documentEdit } from "./workspace-edit.ts";

/** Puts a directive on the line before, with the cursor on its reason where the client can. */
export function suppressAction(view: FileView, finding: Finding, diagnostic: Diagnostic): CodeAction[] {
  const action: CodeAction = {
    title: l10n.t("Suppress {0} on this line with a reason", finding.rule),
    kind: suppressKind,
    diagnostics: [diagnostic],
  };
  const column = endOfNamesBefore(view.document, finding.line);
  if (column !== undefined) {
    const line = finding.line - 1;
    const range = toRange({ line, column, endLine: line, endColumn: column });
    return [{ ...action, edit: plainEdit(view, range, `, ${finding.rule}`) }];
  }
  const comment = directiveComment(view.document, finding.line, finding.rule);
  return comment === undefined ? [] : [{ ...action, ...insertion(view, finding.line, comment) }];
}

/** For what is meant to be as it is all over a file. */
export function suppressInFileAction(view: FileView, rule: string, diagnostic: Diagnostic): CodeAction[] {
  const { line, ...comment } = fileDirective(view.document, rule);
  const title = l10n.t("Suppress {0} in this file with a reason", rule);
  return [{ title, kind: suppressInFileKind, diagnostics: [diagnostic], ...insertion(view, line, comment) }];
}

function insertion(view: FileView, line: number, comment: DirectiveComment): Pick<CodeAction, "command" | "edit"> {
  const { features, uri, document } = view;
  const start = startOfLine(line);
  const range = { start, end: start };
  if (features.commands.has(clientCommands.suppressWithReason)) {
    const argument: SuppressArguments = { uri, version: document.version, line: start.line, ...comment };
    return {
      command: { title: l10n.t("Suppress"), command: clientCommands.suppressWithReason, arguments: [argument] },
    };
  }
  if (features.snippetEdits && features.versionedEdits) {
    const value = `${escapeSnippet(comment.before)}\${1:${l10n.t("reason")}}${escapeSnippet(comment.after)}\n`;
    const file = { uri, document, open: true };
    return { edit: { documentChanges: [documentEdit(file, [{ range, snippet: { kind: "snippet", value } }])] } };
  }
  const lineEnd = document.getText().includes("\r\n") ? "\r\n" : "\n";
  return { edit: plainEdit(view, range, `${comment.before}${l10n.t("reason")}${comment.after}${lineEnd}`) };
}

function plainEdit({ features, uri, document }: FileView, range: Range, newText: string): CodeAction["edit"] {
  const edits = [{ range, newText }];
  return features.versionedEdits
    ? { documentChanges: [documentEdit({ uri, document, open: true }, edits)] }
    : { changes: { [uri]: edits } };
}

function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/gu, "\\$&");
}
