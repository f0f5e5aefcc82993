import path from "node:path";
import { FileChangeType, type DidChangeWatchedFilesParams } from "vscode-languageserver";
import type { FileChange } from "../../engine/engine.ts";
import { isConfigName, isIgnoreFileName } from "../../engine/source-names.ts";
import type { Folder } from "../folder.ts";
import type { Session } from "../session.ts";
import { pathOfUri } from "../uris.ts";

/** Takes in the whole burst before anything is read again. */
export async function didChangeWatchedFiles(session: Session, { changes }: DidChangeWatchedFilesParams): Promise<void> {
  await applyChanges(
    session,
    changes.flatMap(({ uri, type }): FileChange[] => {
      const absolute = pathOfUri(uri);
      return absolute === undefined ? [] : [{ path: absolute, type: typeNames[type] }];
    }),
  );
}

/** Paths are absolute. */
export async function applyChanges(session: Session, changes: FileChange[]): Promise<void> {
  const byFolder = new Map<Folder, FileChange[]>();
  for (const change of changes) {
    for (const folder of session.folders.all().filter(one => one.holds(change.path))) {
      byFolder.set(folder, [...(byFolder.get(folder) ?? []), change]);
    }
  }
  for (const [folder, ofFolder] of byFolder) {
    folder.filesChanged(ofFolder.filter(change => !isRepositoryState(change.path)));
    if (ofFolder.some(needsNewIndex)) await folder.reindex();
  }
  if (byFolder.size > 0) session.publisher.schedule();
}

const typeNames: Record<FileChangeType, FileChange["type"]> = {
  [FileChangeType.Created]: "created",
  [FileChangeType.Changed]: "changed",
  [FileChangeType.Deleted]: "deleted",
};

/** Another branch, or another idea of what takes part: single changes do not tell what to read. */
function needsNewIndex(change: FileChange): boolean {
  return isRepositoryState(change.path) || isIgnoreFileName(change.path) || isConfigName(change.path);
}

function isRepositoryState(absolute: string): boolean {
  return absolute.endsWith(`${path.sep}.git${path.sep}HEAD`);
}
