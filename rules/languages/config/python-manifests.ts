/** Manifests and lock files of Python projects. Names are normalised as on PyPI: lower case, runs of `-_.` are one `-`. */
import { parse } from "smol-toml";
import type { ManifestRecord } from "../../project/summary.ts";
import { objectOf, readJson, stringsOf, unambiguous } from "./json-values.ts";
import type { Json } from "./json-values.ts";

/** PEP 508 and requirements files: `celery[redis] >=5.3,<6 ; python_version > "3.8"`. */
const REQUIREMENT = /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*\(?\s*([^;#)]*)/u;

export function parseRequirements(text: string): Partial<ManifestRecord> {
  const joined = text.replaceAll(/\\\r?\n/gu, " ");
  const lines = joined.split(/\r?\n/u).filter(line => !/^\s*(?:#|-|$)/u.test(line));
  return requirementsOf(lines.map(line => line.split(/(?<!\s)\s+(?:#|--)/u)[0]!));
}

export function parsePyproject(text: string): Partial<ManifestRecord> {
  const toml = parse(text) as Json;
  const project = objectOf(toml["project"]);
  const groups = [objectOf(project["optional-dependencies"]), objectOf(toml["dependency-groups"])];
  const lines = [project["dependencies"], ...groups.flatMap(group => Object.values(group))].flatMap(stringsOf);
  const poetry = objectOf(objectOf(toml["tool"])["poetry"]);
  const tables = [poetry, ...Object.values(objectOf(poetry["group"])).map(objectOf)].flatMap(table => [
    table["dependencies"],
    table["dev-dependencies"],
  ]);
  const record = requirementsOf(lines);
  const name = project["name"] ?? poetry["name"];
  return {
    dependencies: { ...Object.assign({}, ...tables.map(versionTable)), ...record.dependencies },
    locked: record.locked,
    ...(typeof name === "string" ? { packageName: name } : {}),
  };
}

export function parsePipfile(text: string): Partial<ManifestRecord> {
  const toml = parse(text) as Json;
  return { dependencies: { ...versionTable(toml["dev-packages"]), ...versionTable(toml["packages"]) } };
}

export function parsePipfileLock(text: string): Partial<ManifestRecord> {
  const json = readJson(text);
  const entries = ["develop", "default"].flatMap(key => Object.entries(objectOf(json[key])));
  const versions = entries.map(
    ([name, value]) => [normalised(name), String(objectOf(value)["version"] ?? "")] as const,
  );
  return {
    locked: Object.fromEntries(
      versions.filter(([, version]) => version.startsWith("==")).map(([name, version]) => [name, version.slice(2)]),
    ),
  };
}

/** `poetry.lock` and `uv.lock`: read by pattern, as they are large and their head of each package is always the same. */
export function parseTomlLock(text: string): Partial<ManifestRecord> {
  const heads = text.matchAll(/^\[\[package\]\]\r?\nname = "([^"]+)"\r?\nversion = "([^"]+)"/gmu);
  return { locked: unambiguous([...heads].map(([, name, version]) => [normalised(name!), version!] as const)) };
}

function requirementsOf(lines: string[]): Pick<ManifestRecord, "dependencies" | "locked"> {
  const dependencies: Record<string, string> = {};
  const locked: Record<string, string> = {};
  for (const line of lines) {
    const [, name, requirement = ""] = REQUIREMENT.exec(line) ?? [];
    if (name === undefined) continue;
    const version = requirement.startsWith("@") ? "" : requirement.trim();
    dependencies[normalised(name)] = version;
    const exact = /^===?\s*([\w.+!-]+)$/u.exec(version)?.[1];
    if (exact) locked[normalised(name)] = exact;
  }
  return { dependencies, locked };
}

/** Poetry and Pipfile: `celery = "^5.3"` or `celery = { version = "^5.3", extras = [] }`. */
function versionTable(table: unknown): Record<string, string> {
  const entries = Object.entries(objectOf(table)).filter(([name]) => name !== "python");
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const version = typeof value === "string" ? value : objectOf(value)["version"];
      return [normalised(name), typeof version === "string" && version !== "*" ? version : ""];
    }),
  );
}

function normalised(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/gu, "-");
}
