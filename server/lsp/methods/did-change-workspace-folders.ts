import type { WorkspaceFoldersChangeEvent } from "vscode-languageserver";
import type { Session } from "../session.ts";
import { pathOfUri } from "../uris.ts";

export function didChangeWorkspaceFolders(session: Session, { added, removed }: WorkspaceFoldersChangeEvent): void {
  for (const { uri } of removed) {
    const root = pathOfUri(uri);
    if (root !== undefined) session.folders.remove(root);
  }
  for (const { uri } of added) {
    const root = pathOfUri(uri);
    if (root === undefined) continue;
    session.hasFolders = true;
    session.addFolder(root);
  }
  session.publisher.schedule();
}
