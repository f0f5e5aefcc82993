import path from "node:path";
import { FileChangeType, type DidChangeWatchedFilesParams } from "vscode-languageserver";
import { BASELINE_NAME } from "../../engine/baseline.ts";
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
    const own = changes.filter(change => folder.holds(change.path) && concerns(change, folder.root));
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

/**
 * What packages and builds write, thousands at a time, is read by nobody, nor are pictures and logs. What goes may have been a
 * folder; of one that was moved here its own name may be all that is told.
 */
function concerns({ path: absolute, type }: FileChange, root: string): boolean {
  if (isRepositoryState(absolute)) return true;
  if (path.relative(root, absolute).split(path.sep).some(isSkippedFolder)) return false;
  return type !== "created" || hasPart(absolute) || isFolder(absolute);
}

/** Another branch, another idea of what takes part, a new folder: single changes do not tell what to read. */
function needsNewIndex({ path: absolute, type }: FileChange): boolean {
  return (
    isRepositoryState(absolute) ||
    isIgnoreFileName(absolute) ||
    isConfigName(absolute) ||
    (type === "created" && !hasPart(absolute))
  );
}

/** By its name alone. */
function hasPart(absolute: string): boolean {
  const name = path.basename(absolute);
  return (
    isConfigName(name) ||
    isIgnoreFileName(name) ||
    name === BASELINE_NAME ||
    isSourceName(absolute.replaceAll(path.sep, "/"))
  );
}

function isRepositoryState(absolute: string): boolean {
  return absolute.endsWith(`${path.sep}.git${path.sep}HEAD`);
}
