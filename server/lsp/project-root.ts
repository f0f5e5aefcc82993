import path from "node:path";
import { existsSync, homedir } from "#machine/disk.ts";

/** What stands at the top of a program, best first. */
const marks = [[".git"], ["faultline.json", "package.json", "pyproject.toml"]];

/**
 * Folder of the program that a file belongs to, for editors that open files without a folder: that of the repository, else
 * the nearest with a manifest. Undefined when nothing tells where the program ends; a home folder is never one.
 */
export function projectRootOf(absolute: string): string | undefined {
  const folders = foldersAbove(absolute);
  return marks
    .map(names => folders.find(folder => names.some(name => existsSync(path.join(folder, name)))))
    .find(folder => folder !== undefined);
}

/** Innermost first, without the home folder, the file system's root and what is above them. */
function foldersAbove(absolute: string): string[] {
  const folders: string[] = [];
  for (let folder = path.dirname(absolute); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    if (folder === homedir()) break;
    folders.push(folder);
  }
  return folders;
}
