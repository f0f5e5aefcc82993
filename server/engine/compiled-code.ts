/**
 * Where Node can (since 22.1), it keeps what it compiled of this program for the next process. Only in the user's own folder:
 * what lies there is run, so neither a scanned project nor another user may have put it there.
 */
import * as nodeModule from "node:module";
import { join } from "node:path";
import { userCacheFolder } from "./user-cache.ts";

/** To be called before the modules are loaded that it is for. */
export function keepCompiledCode(): void {
  const { enableCompileCache } = nodeModule as { enableCompileCache?: (folder: string) => unknown };
  const folder = userCacheFolder();
  if (folder !== undefined) enableCompileCache?.(join(folder, "code"));
}
