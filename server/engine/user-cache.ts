import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** Ours among the caches of this user; undefined for one who has no place of his own. */
export function userCacheFolder(): string | undefined {
  const named = process.platform === "win32" ? process.env["LOCALAPPDATA"] : process.env["XDG_CACHE_HOME"];
  // By the XDG Base Directory Specification what is not absolute is as if it were not there.
  if (named !== undefined && isAbsolute(named)) return join(named, "faultline");
  return homedir() === "" ? undefined : join(homedir(), ".cache", "faultline");
}
