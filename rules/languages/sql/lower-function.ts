import type { FunctionAccess, FunctionFact, Operation } from "../../project/schema/schema-facts.ts";
import { accessesOf } from "./access.ts";
import type { LowerContext } from "./lower-context.ts";
import { parseFragment, plpgsqlQueries } from "./parse.ts";
import { child, flag, isTreeNode, listOf, strings, text, typeName, type TreeNode } from "./tree.ts";

/** `CREATE FUNCTION` and `CREATE PROCEDURE`, with what the body reads and writes as far as it is literal SQL. */
export function lowerFunction(context: LowerContext): Operation[] {
  const { node, start, end } = context.statement;
  const source = context.source.slice(start, end);
  const head = /^create\s+(?:or\s+replace\s+)?(?:function|procedure)\s+("[^"]*"|[\w$.]+)(?:\."[^"]*")?/i.exec(source);
  const spot = context.spot(start, start + (head?.[0].length ?? source.length));
  const parts = strings(node, "funcname");
  const options = new Map(listOf(node, "options", "DefElem").map(option => [text(option, "defname") ?? "", option]));
  const language = (text(child(options.get("language"), "arg", "String"), "sval") ?? "sql").toLowerCase();
  const body = strings(child(options.get("as"), "arg", "List"), "items")[0];
  const bodyStart = body === undefined ? -1 : context.source.indexOf(body, start);
  const args = argumentsOf(node);
  const names = new Set(args.flatMap(arg => (arg.name ? [arg.name] : [])));
  const fact: FunctionFact = {
    name: parts.at(-1) ?? "",
    ...(parts.length > 1 ? { schema: parts.at(-2) } : {}),
    args,
    language,
    ...(body === undefined ? {} : { body }),
    ...(body !== undefined && bodyStart >= 0 ? { bodySpan: { start: bodyStart, end: bodyStart + body.length } } : {}),
    securityDefiner: flag(child(options.get("security"), "arg", "Boolean"), "boolval"),
    ...returnsOf(node),
    ...bodyAccesses(language, source, body, node["sql_body"], names),
    statement: context.statementSpot(),
    place: spot,
  };
  return [{ op: "create-function", fact, place: spot }];
}

function argumentsOf(node: TreeNode): FunctionFact["args"] {
  return listOf(node, "parameters", "FunctionParameter")
    .filter(parameter => !["FUNC_PARAM_TABLE", "FUNC_PARAM_OUT"].includes(text(parameter, "mode") ?? ""))
    .map(parameter => {
      const name = text(parameter, "name");
      return {
        ...(name === undefined ? {} : { name }),
        type: typeName(child(parameter, "argType")),
        hasDefault: parameter["defexpr"] !== undefined,
      };
    });
}

function returnsOf(node: TreeNode): { returns?: string } {
  const type = child(node, "returnType");
  if (!type) return {};
  const isTable = listOf(node, "parameters", "FunctionParameter").some(
    item => text(item, "mode") === "FUNC_PARAM_TABLE",
  );
  return { returns: isTable ? "table" : (flag(type, "setof") ? "setof " : "") + typeName(type) };
}

function bodyAccesses(
  language: string,
  createFunction: string,
  body: string | undefined,
  sqlBody: unknown,
  args: ReadonlySet<string>,
): { accesses: FunctionAccess[]; incomplete: boolean } {
  if (isTreeNode(sqlBody)) return { accesses: accessesOf(sqlBody, args), incomplete: false };
  if (language === "sql" && body !== undefined) {
    const parsed = parseFragment(body);
    return {
      accesses: (parsed ?? []).flatMap(item => accessesOf({ [item.kind]: item.node }, args)),
      incomplete: !parsed,
    };
  }
  if (language !== "plpgsql" || body === undefined) return { accesses: [], incomplete: true };
  const found = plpgsqlQueries(createFunction);
  if (!found) return { accesses: [], incomplete: true };
  let incomplete = found.dynamic;
  const accesses = found.queries.flatMap(query => {
    if (!/\b(?:select|insert|update|delete|merge)\b/i.test(query)) return [];
    const parsed = parseQuery(query);
    if (!parsed) incomplete = true;
    return (parsed ?? []).flatMap(item => accessesOf({ [item.kind]: item.node }, args));
  });
  return { accesses, incomplete };
}

/** PL/pgSQL keeps statements whole, expressions bare and assignments with their target. */
function parseQuery(query: string): { kind: string; node: TreeNode }[] | undefined {
  if (/^\s*(?:select|insert|update|delete|merge|with|values|create|drop|truncate|copy|lock)\b/i.test(query))
    return parseFragment(query);
  const value = query.replace(/^\s*[\w".[\]]+\s*:?=(?!=)/, "");
  return parseFragment(`SELECT ${value}`);
}
