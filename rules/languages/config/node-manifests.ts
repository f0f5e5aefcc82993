/** Manifests and lock files of Node packages, and compiler options that map import paths. */
import { join } from "../../project/modules.ts";
import type { ManifestRecord } from "../../project/summary.ts";
import { commandFacts } from "./deployment.ts";
import { objectOf, readJson, stringEntries, stringsOf, unambiguous } from "./json-values.ts";
import type { Json } from "./json-values.ts";

const DEPENDENCY_KEYS = ["peerDependencies", "optionalDependencies", "devDependencies", "dependencies"];
/** Which of the conditions of an entry point is nearest to the source. */
const CONDITIONS = ["source", "development", "bun", "types", "import", "module", "default", "require", "node"];

export function parsePackageJson(text: string): Partial<ManifestRecord> {
  const json = readJson(text);
  const dependencies = Object.assign({}, ...DEPENDENCY_KEYS.map(key => stringEntries(json[key]))) as Record<
    string,
    string
  >;
  const entryPoints = entryPointsOf(json);
  return {
    dependencies,
    ...(typeof json["name"] === "string" ? { packageName: json["name"] } : {}),
    ...(Object.keys(entryPoints).length > 0 ? { entryPoints } : {}),
    ...(json["private"] === true ? { private: true } : {}),
    deployment: Object.entries(stringEntries(json["scripts"]))
      .filter(([name]) => /^(?:start|serve|prod|production|deploy|worker)/u.test(name))
      .flatMap(([name, command]) => commandFacts(command, text, `"${name}"`)),
  };
}

function entryPointsOf(json: Json): Record<string, string> {
  const { exports: exported } = json;
  const table = objectOf(exported);
  const bySubpath = Object.keys(table).some(key => key.startsWith("."));
  const main = ["source", "module", "main", "types"].map(key => json[key]).find(value => typeof value === "string");
  const points: [string, string | undefined][] = bySubpath
    ? Object.entries(table).map(([key, value]) => [key, targetOf(value)])
    : [[".", targetOf(exported) ?? (main as string | undefined)]];
  return Object.fromEntries(points.filter((point): point is [string, string] => point[1] !== undefined));
}

function targetOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(targetOf).find(target => target !== undefined);
  if (value === undefined || value === null) return undefined;
  const table = objectOf(value);
  const targets = CONDITIONS.map(condition => targetOf(table[condition])).filter(target => target !== undefined);
  return (
    targets.find(target => /(?<!\.d)\.[mc]?tsx?$/u.test(target)) ??
    targets.find(target => !target.endsWith(".d.ts")) ??
    targets[0]
  );
}

/** Paths are relative to `baseUrl` where there is one; the record's are relative to the file's folder. */
export function parseTsconfig(text: string): Partial<ManifestRecord> {
  const options = objectOf(readJson(text)["compilerOptions"]);
  const baseUrl = typeof options["baseUrl"] === "string" ? options["baseUrl"] : undefined;
  const paths = Object.entries(objectOf(options["paths"])).map(([pattern, targets]) => [
    pattern,
    stringsOf(targets).map(target => (target.startsWith("/") ? target : join(baseUrl ?? ".", target))),
  ]);
  return {
    ...(paths.length > 0 ? { paths: Object.fromEntries(paths) as Record<string, string[]> } : {}),
    ...(baseUrl === undefined ? {} : { baseUrl: join(baseUrl) }),
  };
}

/**
 * Versions 1 to 3. Only what lies at the top of `node_modules`, of the project or of one of its workspaces, is what the
 * project's own files import.
 */
export function parsePackageLock(text: string): Partial<ManifestRecord> {
  const json = JSON.parse(text) as Json;
  const packages = Object.entries(objectOf(json["packages"])).flatMap(([key, value]) => {
    const name = /^(?:(?!node_modules\/)[^/]+\/)*node_modules\/((?:@[^/]+\/)?[^/]+)$/u.exec(key)?.[1];
    return name === undefined ? [] : [[name, objectOf(value)["version"]] as const];
  });
  const old = Object.entries(objectOf(json["dependencies"])).map(
    ([name, value]) => [name, objectOf(value)["version"]] as const,
  );
  const known = (packages.length > 0 ? packages : old).filter(
    (pair): pair is [string, string] => typeof pair[1] === "string",
  );
  return { locked: unambiguous(known) };
}

/** `bun.lock`: the entry of a package begins with its name and version; below the name of another lie its own. */
export function parseBunLock(text: string): Partial<ManifestRecord> {
  const found = Object.entries(objectOf(readJson(text)["packages"])).flatMap(([key, value]) => {
    const [identity] = stringsOf(Array.isArray(value) ? value.slice(0, 1) : []);
    const version = identity?.startsWith(`${key}@`) ? identity.slice(key.length + 1) : undefined;
    return version !== undefined && /^\d/u.test(version) ? [[key, version] as const] : [];
  });
  return { locked: Object.fromEntries(found) };
}

/** Read by lines: a YAML parser needs seconds for the lock file of a large workspace. */
export function parsePnpmLock(text: string): Partial<ManifestRecord> {
  const found: [string, string][] = [];
  let section = "";
  let name = "";
  for (const line of text.split(/\r?\n/u)) {
    const [, indent = "", rawKey = "", value = ""] =
      /^( *)([^\s:#][^:]*|'[^']+'|"[^"]+"):(?: +(\S.*)?)?$/u.exec(line) ?? [];
    const key = rawKey.replaceAll(/["']/gu, "");
    if (key === "") continue;
    if (indent.length === 0) section = key;
    else if (section === "importers" && indent.length === 6) name = key;
    const isImporter = section === "importers" && indent.length === 8 && key === "version";
    const isOld = indent.length === 2 && /^(?:dev|optional)?dependencies$/iu.test(section);
    if (isImporter) found.push([name, value]);
    else if (isOld) found.push([key, value]);
  }
  const plain = found.map(([one, version]) => [one, version.replaceAll(/["']/gu, "").split(/[(_]/u)[0]!] as const);
  return { locked: unambiguous(plain.filter(([, version]) => /^\d/u.test(version))) };
}

/** Classic and Berry. */
export function parseYarnLock(text: string): Partial<ManifestRecord> {
  const found: [string, string][] = [];
  let names: string[] = [];
  for (const line of text.split(/\r?\n/u)) {
    if (/^[^\s#].*:$/u.test(line)) {
      names = [...line.matchAll(/(?<![^",\s])"?((?:@[^/"\s]+\/)?[^@"\s,]+)@[^",]*/gu)].map(match => match[1]!);
    }
    const version = /^ {2}version:? "?([^"\s]+)"?$/u.exec(line)?.[1];
    if (version !== undefined) found.push(...names.map(name => [name, version] as [string, string]));
  }
  return { locked: unambiguous(found) };
}
