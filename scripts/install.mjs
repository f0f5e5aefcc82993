/** Installs the dependencies when they are missing or older than the lock file. Needs Node and npm only. */
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

export function ensureInstalled() {
  const installed = join(root, "node_modules/.package-lock.json");
  if (
    existsSync(installed) &&
    statSync(installed).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs - 60_000
  )
    return;
  console.log("Installing the dependencies …");
  const { status, error } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status === 0) return;
  console.error(error?.message ?? "npm ci failed");
  process.exit(2);
}
