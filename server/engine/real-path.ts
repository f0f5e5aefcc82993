import { realpathSync } from "node:fs";
import { join } from "node:path";

/** With symbolic links resolved, as far as the path exists. */
export function realOrSame(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return join(path);
  }
}
