import type { DidSaveTextDocumentParams } from "vscode-languageserver";
import type { Session } from "../session.ts";

/** An editor that watches no files tells of a change on disk by its save only. */
export function didSave(session: Session, { textDocument }: DidSaveTextDocumentParams): void {
  const open = session.documents.get(textDocument.uri);
  if (open === undefined || session.settings.run === "manual") return;
  session.analyse(open);
}
