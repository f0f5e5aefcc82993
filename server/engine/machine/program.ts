import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Version of this program, from its own manifest. */
export function programVersion(): string {
  return program().version;
}

/** Absolute path of the folder that this program was installed into. */
export function programFolder(): string {
  return program().folder;
}

function program(): { folder: string; version: string } {
  const url = import.meta.url as string | undefined;
  const own = dirname(url === undefined ? __filename : fileURLToPath(url));
  for (let folder = own; ; folder = dirname(folder)) {
    const version = versionIn(join(folder, "package.json"));
    if (version !== undefined) return { folder, version };
    if (dirname(folder) === folder) return { folder: own, version: "unknown" };
  }
}

/** Undefined where there is no manifest, or another package's. */
function versionIn(file: string): string | undefined {
  try {
    const manifest = JSON.parse(readFileSync(file, "utf8")) as { name?: string; version?: string };
    return manifest.name === "faultline" ? manifest.version : undefined;
  } catch {
    return undefined;
  }
}
