import { TomlError } from "smol-toml";
import type { ManifestRecord } from "../../project/summary.ts";
import { parseCompose, parseProcfile, parseVercel, parseWrangler } from "./deployment.ts";
import { parsePackageJson, parsePackageLock, parsePnpmLock, parseTsconfig, parseYarnLock } from "./node-manifests.ts";
import {
  parsePipfile,
  parsePipfileLock,
  parsePyproject,
  parseRequirements,
  parseTomlLock,
} from "./python-manifests.ts";

/** A reader of one kind of file. What it cannot read it leaves out; on broken text it may throw a SyntaxError or TomlError. */
export type ManifestReader = (text: string) => Partial<ManifestRecord>;

const READERS: readonly (readonly [RegExp, ManifestReader])[] = [
  [/^package\.json$/u, parsePackageJson],
  [/^package-lock\.json$/u, parsePackageLock],
  [/^pnpm-lock\.yaml$/u, parsePnpmLock],
  [/^yarn\.lock$/u, parseYarnLock],
  [/^[tj]sconfig.*\.json$/u, parseTsconfig],
  [/^pyproject\.toml$/u, parsePyproject],
  [/^(?:poetry|uv)\.lock$/u, parseTomlLock],
  [/^Pipfile$/u, parsePipfile],
  [/^Pipfile\.lock$/u, parsePipfileLock],
  [/\.(?:txt|in)$/u, parseRequirements],
  [/^wrangler\.(?:toml|jsonc?)$/u, parseWrangler],
  [/^vercel\.json$/u, parseVercel],
  [/^Procfile$/u, parseProcfile],
  [/^(?:docker-)?compose.*\.ya?ml$/u, parseCompose],
];

/** Facts of a manifest, lock or deployment file by its name; undefined for other names. A broken file gives an empty record. */
export function parseManifest(path: string, text: string): ManifestRecord | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const reader = READERS.find(([pattern]) => pattern.test(name))?.[1];
  if (reader === undefined) return undefined;
  const empty: ManifestRecord = { dependencies: {}, locked: {}, deployment: [] };
  try {
    return { ...empty, ...reader(text.replace(/^\uFEFF/u, "")) };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TomlError)) throw error;
    // Someone is in the middle of editing it: it says nothing until it is whole again.
    return empty;
  }
}
