/** `.or("a.eq.1,and(b.eq.2,c.gt.3)")`: restricts a column only when every branch names it (DOMAIN 4.1). */
import type { Expression } from "../../ir/nodes.ts";
import { alternatives } from "./alternatives.ts";
import type { Reader } from "./builder.ts";
import type { Predicate } from "./query.ts";

/** Stands for an interpolated value; no character of a filter. */
const HOLE = "\u0001";

export function readOr(reader: Reader, text: Expression, embedded: string | undefined): Predicate[] | "unreadable" {
  const value = reader.model.valueOf(text);
  const written =
    value.kind === "template" ? value.parts.join(HOLE) : value.kind === "literal" ? String(value.value) : undefined;
  if (written === undefined) return "unreadable";
  const holes = value.kind === "template" ? [...value.values] : [];
  const found = anyOf(reader, written, holes);
  if (found === undefined) return "unreadable";
  return embedded === undefined ? found : found.map(one => ({ ...one, column: `${embedded}.${one.column}` }));
}

/** Undefined when a whole condition is put in from elsewhere. `holes` is used up from its start. */
function anyOf(reader: Reader, text: string, holes: Expression[]): Predicate[] | undefined {
  const branches = parts(text).map(part => conditionOf(reader, part, holes));
  return branches.every(branch => branch !== undefined) ? alternatives(branches) : undefined;
}

function conditionOf(reader: Reader, text: string, holes: Expression[]): Predicate[] | undefined {
  const [, group, inner] = /^(not\.and|not\.or|and|or)\(([^]*)\)$/u.exec(text) ?? [];
  if (group === "or") return anyOf(reader, inner!, holes);
  if (group === "and") {
    const all = parts(inner!).map(part => conditionOf(reader, part, holes));
    return all.every(one => one !== undefined) ? all.flat() : undefined;
  }
  const used = holes.splice(0, text.split(HOLE).length - 1);
  if (group !== undefined) return [];
  const [, column, operator] = /^([\w.]+?)\.(not\.\w+|\w+)\./u.exec(text) ?? [];
  if (column === undefined) return undefined;
  const kind = operator === "eq" ? "=" : operator === "in" ? "in" : "other";
  const origins = used.flatMap(one => reader.origins.of(one));
  return [
    {
      column,
      operator: kind,
      key: used.length === 1 ? reader.predicate(column, kind, used[0]).key : "",
      origins: origins.length > 0 ? origins : [{ kind: "constant" }],
      conditional: false,
    },
  ];
}

/** Split at the commas outside brackets. */
function parts(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")") depth--;
    else if (text[at] === "," && depth === 0) {
      found.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...found, text.slice(from)].map(one => one.trim());
}
