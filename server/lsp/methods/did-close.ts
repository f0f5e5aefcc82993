import type { DidCloseTextDocumentParams } from "vscode-languageserver";
import type { Session } from "../session.ts";

/** From here on the file is as it is on disk. */
export function didClose(session: Session, { textDocument }: DidCloseTextDocumentParams): void {
  const closed = session.documents.close(textDocument.uri);
  if (closed === undefined) return;
  session.typing.cancel(closed.path);
  const folder = session.folders.of(closed.path);
  folder?.engine.closeDocument(folder.pathOf(closed.path));
  session.publisher.forget(closed.path);
}
