import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { programFolder } from "#machine/program.ts";
import { hashOf } from "./read-source.ts";

/**
 * Changes whenever the code that makes summaries changes, or what it says: sizes and times of the bundle's files, or, when
 * run from source, of all files of `rules/`, and of the translations.
 */
export function analysisVersion(): string {
  const here = ownFile();
  const code = here.endsWith(".ts")
    ? sourcesIn(join(dirname(here), "..", "..", "rules"))
    : filesIn(dirname(here), /\.(?:js|cjs|wasm)$/u);
  const stamps = [...code, ...filesIn(join(programFolder(), "l10n"), /\.json$/u)].map(file => {
    const { size, mtimeMs } = statSync(file);
    return `${file} ${size} ${mtimeMs}`;
  });
  return hashOf(stamps.join("\n"));
}

/** Absolute path of this module, or of the bundle that it is part of. */
export function ownFile(): string {
  const url = import.meta.url as string | undefined;
  return url === undefined ? __filename : fileURLToPath(url);
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sourcesIn(path);
      return entry.name.endsWith(".ts") ? [path] : [];
    });
}

function filesIn(folder: string, named: RegExp): string[] {
  const names = readdirSync(folder).filter(name => named.test(name));
  return names.sort().map(name => join(folder, name));
}
