import { parse } from "jsonc-parser";

export type Json = Record<string, unknown>;

/** JSON with comments and trailing commas; what is no object is an empty one. */
export function readJson(text: string): Json {
  return objectOf(parse(text, [], { allowTrailingComma: true }));
}

export function objectOf(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(one => typeof one === "string") : [];
}

/** Entries whose value is a string. */
export function stringEntries(value: unknown): Record<string, string> {
  const entries = Object.entries(objectOf(value)).filter(([, one]) => typeof one === "string");
  return Object.fromEntries(entries) as Record<string, string>;
}

/** Versions of names that are given one version only: with two it is unknown which one a file gets. */
export function unambiguous(pairs: Iterable<readonly [string, string]>): Record<string, string> {
  const versions = new Map<string, string | undefined>();
  for (const [name, version] of pairs) {
    versions.set(name, versions.has(name) && versions.get(name) !== version ? undefined : version);
  }
  return Object.fromEntries([...versions].filter((pair): pair is [string, string] => pair[1] !== undefined));
}
