import type { DidOpenTextDocumentParams } from "vscode-languageserver";
import type { Session } from "../session.ts";

export function didOpen(session: Session, { textDocument }: DidOpenTextDocumentParams): void {
  const open = session.documents.open(textDocument);
  if (open !== undefined) session.analyse(open);
}
