import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Version of this program, from its own manifest. */
export function programVersion(): string {
  const url = import.meta.url as string | undefined;
  for (let folder = dirname(url === undefined ? __filename : fileURLToPath(url)); ; folder = dirname(folder)) {
    const version = versionIn(join(folder, "package.json"));
    if (version !== undefined) return version;
    if (dirname(folder) === folder) return "unknown";
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
