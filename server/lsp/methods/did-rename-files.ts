import type { RenameFilesParams } from "vscode-languageserver";
import type { Session } from "../session.ts";
import { pathOfUri } from "../uris.ts";
import { applyChanges } from "./did-change-watched-files.ts";

/** A folder is renamed under one name, so its files under the new one are found by reading the tree again. */
export async function didRenameFiles(session: Session, { files }: RenameFilesParams): Promise<void> {
  const oldPaths = files.flatMap(({ oldUri }) => pathOfUri(oldUri) ?? []);
  const newPaths = files.flatMap(({ newUri }) => pathOfUri(newUri) ?? []);
  await applyChanges(
    session,
    oldPaths.map(path => ({ path, type: "deleted" })),
  );
  const folders = new Set(newPaths.flatMap(path => session.folders.of(path) ?? []));
  for (const folder of folders) await folder.reindex();
  session.publisher.schedule();
}
