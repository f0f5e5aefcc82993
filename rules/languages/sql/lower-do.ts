import type { Operation } from "../../project/schema/schema-facts.ts";
import type { LowerContext } from "./lower-context.ts";
import { parseSql, type SqlStatement } from "./parse.ts";
import { skipQuoted } from "./split.ts";
import { child, listOf, text } from "./tree.ts";

/**
 * A `DO` block is a program, which is not run. Two parts of it are read: schema statements that stand in it as plain SQL,
 * and `EXECUTE format(…, t)` inside a loop whose `t` runs over an array of literals. A dynamic statement about row-level
 * security that is neither makes the state of every table unknown.
 */
export function lowerDo(context: LowerContext, lower: (context: LowerContext) => Operation[]): Operation[] {
  const body = text(child(listOf(context.statement.node, "args", "DefElem").at(0), "arg", "String"), "sval");
  if (body === undefined) return [];
  const start = context.source.indexOf(body, context.statement.start);
  if (start < 0 || start + body.length > context.statement.end) return [];
  const operations = plainStatements(body).flatMap(({ source, at }) =>
    parseSql(source).statements.flatMap(inner => lower(context.within(moved(inner, start + at)))),
  );
  const loops = literalLoops(body);
  for (const dynamic of executes(body)) {
    const loop = loops.find(one => dynamic.at > one.start && dynamic.at < one.end);
    const sources = loop?.values.map(value => filled(dynamic, loop.variable, value)) ?? [
      filled(dynamic, undefined, ""),
    ];
    for (const source of sources) {
      if (source === undefined) operations.push(...unknownRowSecurity(context, dynamic.text));
      else operations.push(...dynamicOperations(context, source, start + dynamic.at, lower));
    }
  }
  return operations;
}

const SCHEMA_STATEMENT =
  /\b(?:alter\s+(?:table|policy|view|function|default)|create\s+(?:or\s+replace\s+)?(?:unique\s+index|policy|table|view|function|trigger)|drop\s+(?:policy|table|index|view|function|trigger)|grant|revoke)\b/gi;

/** Statements of the block itself: at its start, after a semicolon, or after the word that opens a branch. */
function plainStatements(body: string): { source: string; at: number }[] {
  const found: { source: string; at: number }[] = [];
  const code = withoutComments(body);
  let last = 0;
  for (const match of code.matchAll(SCHEMA_STATEMENT)) {
    if (match.index < last) continue;
    const before = code.slice(0, match.index).trimEnd();
    if (!/(?:;|\bthen|\bbegin|\belse|\bloop|^)$/i.test(before)) continue;
    last = endOfStatement(body, match.index);
    found.push({ source: body.slice(match.index, last), at: match.index });
  }
  return found;
}

/** Comments become blanks of equal length. */
function withoutComments(body: string): string {
  let result = "";
  for (let at = 0; at < body.length;) {
    const next = Math.max(skipQuoted(body, at), at + 1);
    const run = body.slice(at, next);
    result += /^(?:--|\/\*)/.test(run) ? " ".repeat(run.length) : run;
    at = next;
  }
  return result;
}

function endOfStatement(body: string, from: number): number {
  for (let at = from; at < body.length;) {
    const next = skipQuoted(body, at);
    if (next === at && body[at] === ";") return at;
    at = next === at ? at + 1 : next;
  }
  return body.length;
}

interface LiteralLoop {
  variable: string;
  values: string[];
  start: number;
  end: number;
}

/** `FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP`, also over a variable set to such an array, and `unnest(ARRAY[…])`. */
function literalLoops(body: string): LiteralLoop[] {
  const arrays = new Map<string, string[]>();
  for (const match of body.matchAll(
    /\b(\w+)\s+(?:text|name|varchar|regclass)\s*\[\s*\]\s*(?::=|=|default)\s*array\s*\[([^\]]*)\]/gi,
  )) {
    arrays.set(match[1]!.toLowerCase(), literals(match[2]!));
  }
  const loop =
    /\bfor(?:each)?\s+(\w+)\s+in\s+(?:array\s+|select\s+)?(?:unnest\s*\(\s*)?(?:array\s*\[([^[\]]*)\]|\b(\w+)\b)(?:(?!\bfor(?:each)?\s+\w+\s+in\b)[^;])*?\bloop\b/gi;
  return [...body.matchAll(loop)].flatMap(match => {
    const values = match[2] === undefined ? arrays.get(match[3]!.toLowerCase()) : literals(match[2]);
    const start = match.index + match[0].length;
    const length = body.slice(start).search(/\bend\s+loop\b/i);
    if (!values || values.length === 0) return [];
    return [{ variable: match[1]!.toLowerCase(), values, start, end: length < 0 ? body.length : start + length }];
  });
}

function literals(list: string): string[] {
  return [...list.matchAll(/'((?:[^']|'')*)'/g)].map(match => match[1]!.replace(/''/g, "'"));
}

interface Execute {
  /** Offset of the EXECUTE in the body. */
  at: number;
  /** Everything up to the semicolon. */
  text: string;
  /** Literal of `format` or of a plain EXECUTE; undefined when it is computed. */
  template?: string;
  args: string[];
}

function executes(body: string): Execute[] {
  return [...body.matchAll(/\bexecute\s+/gi)].map(match => {
    const source = body.slice(match.index, endOfStatement(body, match.index));
    const format = /^execute\s+(?:format\s*\(\s*)?('(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\2\$)/i.exec(source);
    if (!format) return { at: match.index, text: source, args: [] };
    const quoted = format[1]!;
    const template = quoted.startsWith("'")
      ? quoted.slice(1, -1).replace(/''/g, "'")
      : quoted.replace(/^\$\w*\$|\$\w*\$$/g, "");
    const rest = source.slice(format[0].length).trim();
    if (!/^execute\s+format/i.test(source))
      return { at: match.index, text: source, template: rest === "" ? template : undefined, args: [] };
    const args = rest
      .replace(/\)\s*$/, "")
      .replace(/^,/, "")
      .split(",")
      .map(arg => arg.trim());
    return { at: match.index, text: source, template, args: args.filter(arg => arg !== "") };
  });
}

/** The template with the loop's value in it; undefined when an argument is anything but the variable and literals. */
function filled(dynamic: Execute, variable: string | undefined, value: string): string | undefined {
  if (dynamic.template === undefined) return undefined;
  let next = 0;
  let known = true;
  const result = dynamic.template.replace(/%(?:(\d+)\$)?([IsL%])/g, (_, index: string | undefined, kind: string) => {
    if (kind === "%") return "%";
    const argument = dynamic.args[index === undefined ? next++ : Number(index) - 1];
    const piece = argument === undefined ? undefined : concatenated(argument, variable, value);
    if (piece === undefined) known = false;
    const plain = piece ?? "";
    return kind === "I" ? `"${plain}"` : kind === "L" ? `'${plain}'` : plain;
  });
  return known ? result : undefined;
}

/** `t`, `'x'`, `t || '_policy'`. */
function concatenated(argument: string, variable: string | undefined, value: string): string | undefined {
  let result = "";
  for (const part of argument.split("||").map(piece => piece.trim())) {
    const literal = /^'((?:[^']|'')*)'$/.exec(part)?.[1];
    if (literal !== undefined) result += literal.replace(/''/g, "'");
    else if (variable !== undefined && part.toLowerCase() === variable) result += value;
    else return undefined;
  }
  return result;
}

/** The operations of generated text; it has no places of its own, so all are that of its EXECUTE. */
function dynamicOperations(
  context: LowerContext,
  source: string,
  at: number,
  lower: (context: LowerContext) => Operation[],
): Operation[] {
  const place = context.spot(at, at + "execute".length);
  return parseSql(source).statements.flatMap(statement =>
    lower(context.over(source, statement)).flatMap((operation): Operation[] => {
      if (operation.op === "create-policy") {
        return [{ ...operation, place, policy: { ...operation.policy, place, statement: place } }];
      }
      return operation.op === "rls" || operation.op === "drop-policy" ? [{ ...operation, place }] : [];
    }),
  );
}

function unknownRowSecurity(context: LowerContext, source: string): Operation[] {
  return /row\s+level\s+security|policy/i.test(source) ? [{ op: "rls-unknown", place: context.statementSpot() }] : [];
}

function moved(statement: SqlStatement, by: number): SqlStatement {
  return {
    ...statement,
    start: statement.start + by,
    end: statement.end + by,
    at: location => statement.at(location) + by,
  };
}
