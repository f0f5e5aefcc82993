import type { DidChangeTextDocumentParams } from "vscode-languageserver";
import { isConfigName } from "../../engine/source-names.ts";
import type { Session } from "../session.ts";

/** Configuration is always read while it is typed: its faults are shown in place and the last good one stays in force. */
export function didChange(session: Session, { textDocument, contentChanges }: DidChangeTextDocumentParams): void {
  const open = session.documents.change(textDocument.uri, textDocument.version, contentChanges);
  if (open === undefined) return;
  if (session.settings.run !== "onType" && !isConfigName(open.path)) return;
  if (session.showsClosedFiles) session.publisher.scheduleWhileTyping();
  session.typing.schedule(open.path, () => session.analyse(open));
}
