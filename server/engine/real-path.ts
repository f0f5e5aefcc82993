import { join, relative } from "node:path";
import { realpathSync, statSync } from "#machine/disk.ts";

/** With symbolic links resolved, as far as the path exists. */
export function realOrSame(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return join(path);
  }
}

/**
 * Whether a path below a root is what the disk calls it. What a symbolic link leads to, and a name in other letters where
 * those are the same, is found in its own place. True for what cannot be found, which is told when it is read.
 */
export function isInPlace(root: string, path: string): boolean {
  try {
    return relative(realpathSync.native(root), realpathSync.native(join(root, path))) === join(path);
  } catch {
    return true;
  }
}

/** False too for what is not there, or cannot be asked. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
