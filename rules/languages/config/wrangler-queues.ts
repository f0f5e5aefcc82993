/**
 * Consumers of Cloudflare queues in wrangler.toml, .json and .jsonc, of the top level and of each environment: `queues` is
 * not inherited. Source: workers-sdk packages/workers-utils/src/config/environment.ts (@nonInheritable).
 */
import { escapePattern } from "../../ir/escape-pattern.ts";
import { parse } from "smol-toml";
import { findNodeAtLocation, type Node, parseTree } from "jsonc-parser";
import { LineIndex } from "../../ir/lines.ts";
import type { QueueConsumerFact } from "../../project/summary.ts";
import { placeIn } from "../../semantics/place.ts";
import { type Json, objectOf } from "./json-values.ts";

export function queueConsumers(text: string, path: string): { queues?: QueueConsumerFact[] } {
  const found = path.endsWith(".toml") ? fromToml(text) : fromJson(text);
  return found.length > 0 ? { queues: found } : {};
}

interface Section {
  environment?: string;
  consumers: Json[];
}

/** The sections that have consumers: the file's own, then one for each environment. */
function sectionsOf(file: Json): Section[] {
  const environments = Object.entries(objectOf(file["env"])).map(([name, value]) => ({
    environment: name,
    consumers: consumersOf(objectOf(value)),
  }));
  return [{ consumers: consumersOf(file) }, ...environments];
}

function consumersOf(section: Json): Json[] {
  const list = objectOf(section["queues"])["consumers"];
  return Array.isArray(list) ? list.map(objectOf) : [];
}

function factOf(section: Section, consumer: Json): Omit<QueueConsumerFact, "place"> {
  const retries = consumer["max_retries"];
  const letter = consumer["dead_letter_queue"];
  return {
    queue: String(consumer["queue"] ?? ""),
    ...(section.environment === undefined ? {} : { environment: section.environment }),
    ...(typeof retries === "number" ? { maxRetries: retries } : {}),
    ...(typeof letter === "string" && letter !== "" ? { deadLetterQueue: letter } : {}),
  };
}

/** The TOML parser gives no places: the tables of the text are found by their headers, in the order of the parsed list. */
function fromToml(text: string): QueueConsumerFact[] {
  const lines = new LineIndex(text);
  return sectionsOf(parse(text) as Json).flatMap(section => {
    const header = section.environment === undefined ? "" : `env\\.(?:"?${escapePattern(section.environment)}"?)\\.`;
    const tables = [...text.matchAll(new RegExp(`^[ \\t]*\\[\\[\\s*${header}queues\\.consumers\\s*\\]\\]`, "gmu"))];
    return section.consumers.map((consumer, index) => {
      const fact = factOf(section, consumer);
      const table = tables.length === section.consumers.length ? tables[index] : undefined;
      const from = table ? table.index + table[0].length : 0;
      const line = new RegExp(`^[ \\t]*queue[ \\t]*=[ \\t]*["']${escapePattern(fact.queue)}["']`, "mu").exec(
        text.slice(from),
      );
      if (!table || !line) return { ...fact, place: placeIn(lines, inlineSpan(text, fact.queue)) };
      const start = from + line.index + line[0].search(/\S/u);
      const end = from + line.index + line[0].length;
      const indent = /^[ \t]*/u.exec(line[0])![0];
      return {
        ...fact,
        place: placeIn(lines, { start, end }),
        insertion: { at: endOfLine(text, end), before: `\n${indent}dead_letter_queue = "`, after: '"' },
      };
    });
  });
}

/** `consumers = [{ queue = "name" }]`. */
function inlineSpan(text: string, queue: string): { start: number; end: number } {
  const found = new RegExp(`queue[ \\t]*=[ \\t]*["']${escapePattern(queue)}["']`, "u").exec(text);
  return found ? { start: found.index, end: found.index + found[0].length } : { start: 0, end: 1 };
}

function fromJson(text: string): QueueConsumerFact[] {
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (root?.type !== "object") return [];
  const lines = new LineIndex(text);
  const environments = findNodeAtLocation(root, ["env"])?.children ?? [];
  const places = [
    { path: [] as string[] },
    ...environments.map(property => ({
      environment: String(property.children?.[0]?.value),
      path: ["env", String(property.children?.[0]?.value)],
    })),
  ];
  return places.flatMap(({ path, ...section }) => {
    const list = findNodeAtLocation(root, [...path, "queues", "consumers"]);
    return (list?.children ?? []).map(consumer => {
      const at = findNodeAtLocation(consumer, ["queue"])?.parent ?? consumer;
      const fact = factOf({ ...section, consumers: [] }, valuesOf(consumer));
      const end = at.offset + at.length;
      return {
        ...fact,
        place: placeIn(lines, { start: at.offset, end }),
        ...(at === consumer ? {} : { insertion: { at: end, before: ', "dead_letter_queue": "', after: '"' } }),
      };
    });
  });
}

function valuesOf(object: Node): Json {
  return Object.fromEntries(
    (object.children ?? []).map(property => [String(property.children?.[0]?.value), property.children?.[1]?.value]),
  );
}

/** Before a comment that ends the line. */
function endOfLine(text: string, from: number): number {
  const newline = text.indexOf("\n", from);
  const end = newline < 0 ? text.length : newline;
  return text[end - 1] === "\r" ? end - 1 : end;
}
