import { TomlError } from "smol-toml";
import type { ManifestRecord } from "../../project/summary.ts";
import { parseCompose, parseProcfile, parseShell, parseVercel, parseWrangler, taskLimitIn } from "./deployment.ts";
import {
  parseBunLock,
  parsePackageJson,
  parsePackageLock,
  parsePnpmLock,
  parseTsconfig,
  parseYarnLock,
} from "./node-manifests.ts";
import { parseDockerfile, parseFly, parseNetlify, parsePlatformYaml, parseRailway } from "./platforms.ts";
import {
  parsePipfile,
  parsePipfileLock,
  parsePyproject,
  parseRequirements,
  parseTomlLock,
} from "./python-manifests.ts";
import { vercelCrons, wranglerCrons } from "./schedules.ts";
import { queueConsumers } from "./wrangler-queues.ts";

/** A reader of one kind of file. What it cannot read it leaves out; on broken text it may throw a SyntaxError or TomlError. */
export type ManifestReader = (text: string, path: string) => Partial<ManifestRecord>;

const READERS: readonly (readonly [RegExp, ManifestReader])[] = [
  [/^package\.json$/u, parsePackageJson],
  [/^package-lock\.json$/u, parsePackageLock],
  [/^pnpm-lock\.yaml$/u, parsePnpmLock],
  [/^yarn\.lock$/u, parseYarnLock],
  [/^bun\.lock$/u, parseBunLock],
  [/^[tj]sconfig.*\.json$/u, parseTsconfig],
  [/^pyproject\.toml$/u, parsePyproject],
  [/^(?:poetry|uv|pdm)\.lock$/u, parseTomlLock],
  [/^Pipfile$/u, parsePipfile],
  [/^Pipfile\.lock$/u, parsePipfileLock],
  [/\.(?:txt|in)$/u, parseRequirements],
  [
    /^wrangler\.(?:toml|jsonc?)$/u,
    (text, path) => ({ ...parseWrangler(text), ...queueConsumers(text, path), ...wranglerCrons(text) }),
  ],
  [/^vercel\.json$/u, text => ({ ...parseVercel(text), ...vercelCrons(text) })],
  [/^Procfile$/u, parseProcfile],
  [/^(?:docker-)?compose.*\.ya?ml$/u, parseCompose],
  [/^(?:[\w.-]+\.)?Dockerfile(?:\.[\w.-]+)?$/u, parseDockerfile],
  [/^fly[\w.-]*\.toml$/u, parseFly],
  [/^railway\.(?:toml|json)$/u, parseRailway],
  [/^netlify\.toml$/u, parseNetlify],
  [/\.sh$/u, parseShell],
  [/\.ya?ml$/u, parsePlatformYaml],
];

/** Facts of a manifest, lock or deployment file by its name; undefined for other names. A broken file gives an empty record. */
export function parseManifest(path: string, text: string): ManifestRecord | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const reader = READERS.find(([pattern]) => pattern.test(name))?.[1];
  if (reader === undefined) return undefined;
  const empty: ManifestRecord = { dependencies: {}, locked: {}, deployment: [] };
  try {
    const whole = text.replace(/^\uFEFF/u, "");
    return { ...empty, ...reader(whole, path), ...taskLimitIn(whole) };
  } catch (error) {
    // Someone is in the middle of editing it, or it is nested without end: it says nothing until it is whole again.
    if (!(error instanceof SyntaxError || error instanceof TomlError || error instanceof RangeError)) throw error;
    return empty;
  }
}
