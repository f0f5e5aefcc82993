import type { Place } from "../../finding.ts";
import { placeIn } from "../../semantics/place.ts";
import { LineIndex } from "../../ir/lines.ts";
import type { ColumnFact, ForeignKeyFact, KeyFact, OnDelete, SchemaFacts, TableDeclaration } from "./schema-facts.ts";

/**
 * Models of a Prisma schema file. Reads the part of the grammar that says what is stored: models, fields, `@id`, `@unique`,
 * `@map`, `@relation` and their `@@` forms. What it does not know it passes over; it never fails.
 */
export function prismaSchemaFacts(source: string): SchemaFacts {
  const plain = withoutComments(source);
  const reader: Reader = { plain, lines: new LineIndex(source) };
  const tables: TableDeclaration[] = [];
  const heads = [...plain.matchAll(/^[ \t]*model\s+(\w+)\s*\{/gm)];
  for (const [index, match] of heads.entries()) {
    const open = match.index + match[0].length;
    // A model that is not closed ends where the next one begins.
    const close = endOfBlock(plain, open, heads[index + 1]?.index ?? plain.length);
    const nameStart = match.index + match[0].indexOf(match[1]!, match[0].indexOf("model") + 5);
    tables.push(readModel(reader, match[1]!, nameStart, open, close));
  }
  return { operations: [], tables };
}

interface Reader {
  /** The source with comments blanked, offsets unchanged. */
  plain: string;
  lines: LineIndex;
}

const SCALARS = new Set(["String", "Int", "BigInt", "Float", "Decimal", "Boolean", "DateTime", "Json", "Bytes"]);

function readModel(reader: Reader, name: string, nameStart: number, open: number, close: number): TableDeclaration {
  const entries = entriesOf(reader.plain, open, close).map(span => parseEntry(reader, span));
  const fields = entries.filter(entry => entry.kind === "field");
  const blocks = entries.filter(entry => entry.kind === "block");
  const columnOf = new Map(fields.map(field => [field.name, stringOf(attribute(field, "map")) ?? field.name]));
  const columns = (text: string | undefined) => names(text).map(field => columnOf.get(field) ?? field);
  const mapped = blocks.find(block => block.name === "map");
  const schema = stringOf(blocks.find(block => block.name === "schema")?.text);
  const stored = fields.filter(field => isStored(field));
  const compound = blocks.find(block => block.name === "id");
  const single = stored.filter(field => attribute(field, "id") !== undefined);
  const table = { name: stringOf(mapped?.text) ?? name };
  return {
    source: "prisma",
    table: schema === undefined ? table : { ...table, schema },
    modelName: name,
    bases: [],
    abstract: false,
    columns: stored.map(field => columnFact(field, columnOf.get(field.name)!)),
    primaryKey: compound
      ? columns(listArgument(compound.text, "fields"))
      : single.map(field => columnOf.get(field.name)!),
    uniqueKeys: uniqueKeys(stored, blocks, columnOf, columns),
    foreignKeys: fields.flatMap(field => foreignKey(field, fields, columns)),
    place: placeOf(reader, nameStart, nameStart + name.length),
  };
}

interface Field {
  place: Place;
  kind: "field";
  name: string;
  type: string;
  list: boolean;
  optional: boolean;
  attributes: { name: string; text: string }[];
}

interface Block {
  place: Place;
  kind: "block";
  name: string;
  /** Text between the parentheses. */
  text: string;
}

type Entry = Field | Block | { kind: "other" };

function parseEntry(reader: Reader, { start, end }: { start: number; end: number }): Entry {
  const text = reader.plain.slice(start, end);
  const spot = placeOf(reader, start, end);
  const block = /^@@(\w+)/.exec(text);
  if (block) return { kind: "block", name: block[1]!, text: inParentheses(text, block[0].length), place: spot };
  const field = /^(\w+)\s+(\w+)(?:\("[^"]*"\))?(\[\])?(\?)?/.exec(text);
  if (!field) return { kind: "other" };
  const attributes: Field["attributes"] = [];
  const names = /@([\w.]+)/g;
  names.lastIndex = field[0].length;
  for (let match = names.exec(text); match; match = names.exec(text)) {
    const argument = inParentheses(text, names.lastIndex);
    attributes.push({ name: match[1]!, text: argument });
    names.lastIndex += argument.length;
  }
  return {
    kind: "field",
    name: field[1]!,
    type: field[2]!,
    list: field[3] !== undefined,
    optional: field[4] !== undefined,
    attributes,
    place: spot,
  };
}

function columnFact(field: Field, column: string): ColumnFact {
  const { place } = field;
  return {
    name: column,
    field: field.name,
    type: field.type + (field.list ? "[]" : ""),
    nullable: field.optional,
    ...(attribute(field, "default") === undefined && attribute(field, "updatedAt") === undefined
      ? {}
      : { hasDefault: true }),
    place,
  };
}

/** A field of another model's type holds no column. Types of other files are told apart when all models are known. */
function isStored(field: Field): boolean {
  return SCALARS.has(field.type) || field.type === "Unsupported" || attribute(field, "relation") === undefined;
}

function uniqueKeys(
  fields: readonly Field[],
  blocks: readonly Block[],
  columnOf: ReadonlyMap<string, string>,
  columns: (text: string | undefined) => string[],
): KeyFact[] {
  const keys: KeyFact[] = [];
  for (const field of fields) {
    const { place } = field;
    if (attribute(field, "unique") !== undefined) keys.push({ columns: [columnOf.get(field.name)!], place });
  }
  for (const block of blocks) {
    if (block.name !== "unique") continue;
    const { text, place } = block;
    const name = stringArgument(text, "map") ?? stringArgument(text, "name");
    keys.push({
      columns: columns(listArgument(text, "fields")),
      ...(name === undefined ? {} : { name }),
      place,
    });
  }
  return keys;
}

function foreignKey(
  field: Field,
  fields: readonly Field[],
  columns: (text: string | undefined) => string[],
): ForeignKeyFact[] {
  const relation = attribute(field, "relation");
  const own = relation === undefined ? undefined : /\bfields\s*:\s*\[([^[\]]*)\]/.exec(relation)?.[1];
  if (relation === undefined || own === undefined) return [];
  const optional = names(own).some(name => fields.find(other => other.name === name)?.optional);
  const action = /\bonDelete\s*:\s*(\w+)/.exec(relation)?.[1];
  const { place } = field;
  return [
    {
      columns: columns(own),
      table: { name: field.type },
      model: true,
      targetColumns: names(/\breferences\s*:\s*\[([^[\]]*)\]/.exec(relation)?.[1]),
      onDelete: onDeleteOf(action, optional),
      field: field.name,
      place,
    },
  ];
}

/** Prisma's default is SetNull for an optional relation and Restrict for a required one (referential actions, Prisma 6 docs). */
function onDeleteOf(action: string | undefined, optional: boolean): OnDelete {
  switch (action) {
    case "Cascade":
      return "cascade";
    case "SetNull":
      return "set null";
    case "SetDefault":
      return "set default";
    case "Restrict":
      return "restrict";
    case "NoAction":
      return "no action";
    case undefined:
      return optional ? "set null" : "restrict";
    default:
      return "unknown";
  }
}

function attribute(field: Field, name: string): string | undefined {
  return field.attributes.find(item => item.name === name)?.text;
}

/** First string in an argument list: `"x"`, `name: "x"`. */
function stringOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : /"((?:[^"\\]|\\.)*)(?:"|$)/.exec(text)?.[1];
}

function stringArgument(text: string, name: string): string | undefined {
  return new RegExp(`\\b${name}\\s*:\\s*"([^"]*)"`).exec(text)?.[1];
}

/** The named list, or the list that comes first. */
function listArgument(text: string, name: string): string | undefined {
  return (new RegExp(`\\b${name}\\s*:\\s*\\[([^[\\]]*)\\]`).exec(text) ?? /\[([^[\]]*)\]/.exec(text))?.[1];
}

/** `a, b(sort: Desc)` → a, b. */
function names(text: string | undefined): string[] {
  return (text ?? "")
    .replace(/\([^)]*\)?/g, "")
    .split(",")
    .flatMap(part => part.trim() || []);
}

/** Text inside the parentheses that open at `from`, or an empty text. */
function inParentheses(text: string, from: number): string {
  if (text[from] !== "(") return "";
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '"') at = endOfString(text, at);
    else if (text[at] === "(") depth++;
    else if (text[at] === ")" && --depth === 0) return text.slice(from + 1, at);
  }
  return text.slice(from + 1);
}

/** Logical lines: a line break inside brackets does not end an entry. */
function entriesOf(text: string, open: number, close: number): { start: number; end: number }[] {
  const entries: { start: number; end: number }[] = [];
  let depth = 0;
  let start = open;
  for (let at = open; at <= close; at++) {
    const char = text[at];
    if (char === '"' && at < close) at = endOfString(text, at);
    else if (char === "(" || char === "[") depth++;
    else if (char === ")" || char === "]") depth--;
    else if (at >= close || (char === "\n" && depth <= 0)) {
      const from = start + /^\s*/.exec(text.slice(start, at))![0].length;
      const to = start + text.slice(start, at).trimEnd().length;
      if (to > from) entries.push({ start: from, end: to });
      start = at + 1;
    }
  }
  return entries;
}

function endOfBlock(text: string, open: number, limit: number): number {
  let depth = 1;
  for (let at = open; at < limit; at++) {
    if (text[at] === '"') at = endOfString(text, at);
    else if (text[at] === "{") depth++;
    else if (text[at] === "}" && --depth === 0) return at;
  }
  return limit;
}

/** Offset of the closing quote; a string ends with its line. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at;
    else if (text[at] === "\n") return at - 1;
  }
  return text.length - 1;
}

/** Blanks comments; a `//` inside a string stays. */
function withoutComments(source: string): string {
  return source.replace(/"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*/g, run =>
    run.startsWith('"') ? run : " ".repeat(run.length),
  );
}

function placeOf(reader: Reader, start: number, end: number): Place {
  return placeIn(reader.lines, { start, end });
}
