import { hasSqlDetails, loadModule, parsePlPgSQLSync, parseSync } from "libpg-query";

import type { Comment, Span } from "../../ir/nodes.ts";
import type { ForeignDialect } from "../../project/schema/schema-facts.ts";
import { skipQuoted, splitSql } from "./split.ts";
import { isTreeNode, type TreeNode } from "./tree.ts";

/** One statement of a script, with its parse tree. */
export interface SqlStatement extends Span {
  /** Node name in the tree: `CreateStmt`, `AlterTableStmt` … */
  kind: string;
  node: TreeNode;
  /** Turns a location of the tree into an offset of the file. */
  at(location: number): number;
}

export interface SkippedSql extends Span {
  message: string;
}

export interface ParsedSql {
  statements: SqlStatement[];
  /** Statements that Postgres' parser refuses. */
  skipped: SkippedSql[];
  /** All comments of the script; of those inside function bodies only Faultline's own. */
  comments: Comment[];
  /** The script is written for another database. */
  dialect?: ForeignDialect;
}

/** What the parser says when {@link loadSqlParser} has not finished: a statement that was not read is none that is refused. */
const NOT_LOADED = /not initialized/u;

/** Loads the WebAssembly parser; must have finished once before {@link parseSql} is called. */
export async function loadSqlParser(): Promise<void> {
  await loadModule();
}

/** Parses a Postgres script, statement by statement: one that is refused costs no other. */
export function parseSql(text: string): ParsedSql {
  const { statements: ranges, comments } = splitSql(text);
  const statements: SqlStatement[] = [];
  const skipped: SkippedSql[] = [];
  const dialect = dialectOf(text);
  const limit = downSectionStart(comments) ?? text.length;
  for (const range of ranges) {
    if (range.start >= limit) break;
    const source = asPostgres(text.slice(range.start, range.end), dialect);
    const parsed = parseWithVariables(source);
    if (parsed.tree === undefined) {
      if (!isClientCommand(source)) skipped.push({ ...range, message: parsed.message });
      continue;
    }
    for (const { kind, node } of parsed.tree) {
      statements.push({ ...range, kind, node, at: locator(source, range.start) });
    }
  }
  return { statements, skipped, comments, dialect };
}

/** Parses a fragment that must be one or more statements; undefined when it is not. */
export function parseFragment(source: string): { kind: string; node: TreeNode }[] | undefined {
  return parseStatement(source).tree;
}

/** SQL texts inside a PL/pgSQL function, given its whole `CREATE FUNCTION`; undefined when the body is refused. */
export function plpgsqlQueries(createFunction: string): { queries: string[]; dynamic: boolean } | undefined {
  let tree: unknown;
  try {
    tree = parsePlPgSQLSync(createFunction);
  } catch (error) {
    if (hasSqlDetails(error) || error instanceof Error) return undefined;
    throw error;
  }
  const queries: string[] = [];
  let dynamic = false;
  const stack: unknown[] = [tree];
  while (stack.length > 0) {
    const value = stack.pop();
    if (Array.isArray(value)) stack.push(...value.toReversed());
    else if (isTreeNode(value)) {
      if (typeof value["query"] === "string") queries.push(value["query"]);
      if ("PLpgSQL_stmt_dynexecute" in value || "PLpgSQL_stmt_dynfors" in value) dynamic = true;
      stack.push(...Object.values(value).reverse());
    }
  }
  return { queries, dynamic };
}

/** psql's `:name`, `:'name'` and `:"name"` become identifiers of equal length. */
function parseWithVariables(source: string): ReturnType<typeof parseStatement> {
  const first = parseStatement(source);
  if (first.tree || !first.message.includes('at or near ":"')) return first;
  const filled = source.replace(/(?<![:\w]):(?:\w+|'\w+'|"\w+")/g, name => name.replace(/\W/g, "_"));
  return filled === source ? first : parseStatement(filled);
}

function parseStatement(source: string): { tree?: { kind: string; node: TreeNode }[]; message: string } {
  try {
    const result: unknown = parseSync(source);
    const list = isTreeNode(result) && Array.isArray(result["stmts"]) ? result["stmts"] : [];
    const tree = list.flatMap(item => {
      const wrapped = isTreeNode(item) ? item["stmt"] : undefined;
      const entry = isTreeNode(wrapped) ? Object.entries(wrapped)[0] : undefined;
      return entry && isTreeNode(entry[1]) ? [{ kind: entry[0], node: entry[1] }] : [];
    });
    return { tree, message: "" };
  } catch (error) {
    if (!(error instanceof Error) || NOT_LOADED.test(error.message)) throw error;
    return { message: error.message };
  }
}

/** Locations in the tree count UTF-8 bytes. */
function locator(source: string, base: number): (location: number) => number {
  // eslint-disable-next-line no-control-regex -- "only ASCII" is the point
  if (/^[\x00-\x7f]*$/.test(source)) return location => base + location;
  const offsets: number[] = [];
  for (let unit = 0; unit < source.length; unit++) {
    const code = source.codePointAt(unit)!;
    const bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (let i = 0; i < bytes; i++) offsets.push(unit);
    if (bytes === 4) unit++;
  }
  return location => base + (offsets[location] ?? source.length);
}

/** Commands of a client or of another database's shell are no statements. */
function isClientCommand(source: string): boolean {
  return /^(?:pragma|\.\w+|go|use|delimiter)\b/i.test(source);
}

/** Down sections of goose, dbmate and sql-migrate scripts describe the way back. */
function downSectionStart(comments: readonly { start: number; text: string }[]): number | undefined {
  return comments.find(comment => /^\s*(?:\+goose down|migrate:down|\+migrate down)\b/i.test(comment.text))?.start;
}

const TEMPLATE = /\{%-?\s*\w|\{\{\s*[a-z_][\w.]*\s*(?:\(|\||\}\})/i;

const DIALECTS: readonly (readonly [ForeignDialect, RegExp])[] = [
  [
    "sqlite",
    /\bautoincrement\b|\bunixepoch\(|\bstrftime\(|\binsert\s+or\s+(?:ignore|replace)\b|\bdatetime\('now'|^[ \t]*pragma\s/im,
  ],
  ["mysql", /\bauto_increment\b|\bengine\s*=\s*innodb\b|^[ \t]*create table (?:if not exists )?`|^[ \t]*delimiter\s/im],
  ["tsql", /\[dbo\]\.|\bnvarchar\s*\(|\bidentity\s*\(\s*\d+\s*,|\bsysdatetime(?:offset)?\s*\(/i],
  ["oracle", /\bvarchar2\s*\(/i],
];

function dialectOf(text: string): ForeignDialect | undefined {
  if (TEMPLATE.test(text) && TEMPLATE.test(outsideQuotes(text))) return "template";
  return DIALECTS.find(([, signs]) => signs.test(text))?.[0];
}

/** A mail's `{{name}}` that a script stores is data. */
function outsideQuotes(text: string): string {
  let result = "";
  for (let at = 0; at < text.length;) {
    const next = skipQuoted(text, at);
    if (next === at) result += text[at++];
    else at = next;
  }
  return result;
}

/** Blanks out or replaces, at equal length, what only the other dialect knows. */
function asPostgres(source: string, dialect: ForeignDialect | undefined): string {
  if (dialect === "sqlite") {
    return source
      .replace(/\bautoincrement\b/gi, blank)
      .replace(/^insert\s+or\s+(?:ignore|replace)/i, word => "insert".padEnd(word.length))
      .replace(/\bdefault \(datetime\('now'\)\)/gi, blank);
  }
  if (dialect === "template")
    return source
      .replace(/\{[%#](?:(?!\{[%#])[\s\S])*?[%#]\}/g, blank)
      .replace(/\{\{[^{}]*\}\}/g, hole => `t${"_".repeat(hole.length - 1)}`);
  return dialect === "mysql" ? source.replace(/`/g, '"').replace(/\bauto_increment\b/gi, blank) : source;
}

function blank(word: string): string {
  return word.replace(/[^\n]/g, " ");
}
