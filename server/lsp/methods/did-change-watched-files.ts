import path from "node:path";
import { FileChangeType, type DidChangeWatchedFilesParams } from "vscode-languageserver";
import type { FileChange } from "../../engine/engine.ts";
import { isFolder } from "../../engine/real-path.ts";
import { isConfigName, isIgnoreFileName, isSkippedFolder, isSourceName } from "../../engine/source-names.ts";
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

/** So many changes are read by threads and with breaks, not by whoever asks next. */
const BURST = 100;

/** Paths are absolute. */
export async function applyChanges(session: Session, changes: FileChange[]): Promise<void> {
  const readings: Promise<void>[] = [];
  let concerned = false;
  for (const folder of session.folders.all()) {
    const own = changes.filter(({ path: one }) => folder.holds(one) && mayTakePart(one, folder.root));
    concerned ||= own.length > 0;
    const isBurst = own.length > BURST;
    if (!isBurst) folder.filesChanged(own.filter(change => !isRepositoryState(change.path)));
    if (isBurst || own.some(needsNewIndex)) readings.push(folder.reindex());
  }
  await Promise.all(readings);
  if (concerned) session.publisher.schedule();
}

const typeNames: Record<FileChangeType, FileChange["type"]> = {
  [FileChangeType.Created]: "created",
  [FileChangeType.Changed]: "changed",
  [FileChangeType.Deleted]: "deleted",
};

/** Another branch, or another idea of what takes part: single changes do not tell what to read. */
function needsNewIndex(change: FileChange): boolean {
  return (
    isRepositoryState(change.path) ||
    isIgnoreFileName(change.path) ||
    isConfigName(change.path) ||
    // Of a folder that was moved here its own name may be all that is told.
    (change.type === "created" && !isSourceName(change.path) && isFolder(change.path))
  );
}

/** What packages and builds write, thousands at a time, is read by nobody. */
function mayTakePart(absolute: string, root: string): boolean {
  return isRepositoryState(absolute) || !path.relative(root, absolute).split(path.sep).some(isSkippedFolder);
}

function isRepositoryState(absolute: string): boolean {
  return absolute.endsWith(`${path.sep}.git${path.sep}HEAD`);
}
