import type { DidOpenTextDocumentParams } from "vscode-languageserver";
import { projectRootOf } from "../project-root.ts";
import type { Session } from "../session.ts";

/** A client that opened no folder still means the program around the file. */
export function didOpen(session: Session, { textDocument }: DidOpenTextDocumentParams): void {
  const open = session.documents.open(textDocument);
  if (open === undefined) return;
  if (!session.hasFolders && session.folders.of(open.path) === undefined) {
    const root = projectRootOf(open.path);
    if (root !== undefined) session.addFolder(root);
  }
  session.analyse(open);
  session.publisher.schedule();
}
