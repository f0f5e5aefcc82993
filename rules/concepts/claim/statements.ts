/** Conditions of statements on stored rows, read as text: which statuses they name and which columns they compare with a time. */
import type { Call, Expression, Literal, Module, Node, Template } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { CLAIMED, ROW_READS, STEP_OF_WORK } from "../../libraries/claims.ts";
import { GIVEN_UP, WAITING } from "../../libraries/requeues.ts";
import { outermost } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";

const SQL = /\b(?:select\b(?:(?!\bselect\b)[\s\S])+\bfrom|update\s(?:(?!\bupdate\s)[\s\S])+\bset|delete\s+from)\s/iu;

const ENDED = /^(?:done|completed?|sent|success|succeeded|finished|delivered|processed|closed|published)$/iu;

/** Functions and blocks whose changes are undone when the process dies. */
const TRANSACTION = /(?:^|\.)(?:\$?transaction|runInTransaction|withTransaction|atomic|begin|inTransaction)$/u;
/** What a statement writes: Prisma's `data: {…}` beside its condition, else `.update(…)`, `.set(…)`, MongoDB's `$set: {…}`. */
const PAYLOAD = /\bdata\s*:\s*\{/u;
const PAYLOADS = new RegExp(PAYLOAD, "gu");
const WRITTEN = /\.(?:update|set|values|patch)\(|["']?\$(?:set|inc|unset|currentDate)["']?\s*:\s*\{/gu;

const BOUND = String.raw`(?:lte?|before|older)\b|<=?`;
/** `updatedAt: { lt: … }`, `.lt("locked_at", …)`, `locked_at__lt=`, `Job.updated_at < …`, `updated_at < now()`. */
const AGED = new RegExp(
  [
    String.raw`\b(\w+)["']?\s*:\s*\{[^{}]*?\b(?:lte?|before)\b`,
    String.raw`\blte?\(\s*["']?(?:\w+\.)?(\w+)["']?\s*,`,
    String.raw`\b(\w{1,60}?)__(?:lte?|date__lt)\b`,
    String.raw`\b(\w+)["'\x60]?\s*(?:::\w+\s*)?(?:${BOUND})(?!\s*(?:option|br\b))`,
    String.raw`(?:now\(\)|current_timestamp|clock_timestamp\(\))\s*-\s*(?:\w+\.)?"?(\w+)"?\s*>`,
    String.raw`(?:older|stale)_?\w{0,60}\(\s*["']?(\w+)`,
  ].join("|"),
  "giu",
);

/** The whole statement that a call belongs to, with what the names in it stand for. */
export function statementOf(call: Call, model: FileModel): string {
  const outer = outermost(call);
  const texts = [model.source(outer)];
  walk(outer, node => {
    if (node.kind === "function") return false;
    if (node.kind === "name" && node.parent?.kind !== "member") {
      const value = model.valueOf(node);
      if (value !== node && (value.kind === "object" || value.kind === "list" || isText(value)))
        texts.push(model.source(value));
    }
    return undefined;
  });
  return texts.join("\n");
}

export function isRead(call: Call): boolean {
  return call.callee.kind === "member" && ROW_READS.has(call.callee.name);
}

/** Quoted words and enum members of a text. */
export function wordsIn(text: string): string[] {
  return [...text.matchAll(/["'`](\w+)["'`]|\.([A-Z][A-Z_]+|[a-z_]+)(?![\w(.])/gu)].map(
    match => match[1] ?? match[2] ?? "",
  );
}

export function asksForWaiting(text: string): boolean {
  return wordsIn(text).some(word => WAITING.test(word));
}

/** It asks for rows of certain other statuses, and for those alone. */
export function asksForOthers(condition: string): boolean {
  if (/!=|<>|\bnot\b|\bneq\b|notIn|exclude/iu.test(condition)) return false;
  return wordsIn(condition).some(word => WAITING.test(word) || GIVEN_UP.test(word) || ENDED.test(word));
}

export function isClaimed(word: string): boolean {
  return CLAIMED.test(word) || STEP_OF_WORK.test(word);
}

/** Columns that a condition compares with an upper bound. */
export function agedColumns(text: string): string[] {
  const found = new Set<string>();
  for (const match of text.matchAll(AGED)) {
    const column = match.slice(1).find(group => group !== undefined);
    if (column !== undefined) found.add(column.replace(/__\w{1,60}$/u, ""));
  }
  return [...found];
}

/** The condition of a statement, without what it writes. */
export function conditionOf(source: string): string {
  if (SQL.test(source)) return source.replace(/\bset\b[\s\S]*?(?=\bfrom\b|\bwhere\b|\breturning\b|$)/giu, " ");
  let left = source;
  for (const match of [...source.matchAll(PAYLOAD.test(source) ? PAYLOADS : WRITTEN)].toReversed()) {
    const from = match.index + match[0].length;
    const opens = match[0].at(-1)!;
    left = left.slice(0, from) + left.slice(closing(left, from, opens, opens === "{" ? "}" : ")"));
  }
  return left;
}

/** Every text of SQL in a file, with the node that holds it. */
export function sqlTexts(model: FileModel): readonly { node: Expression; text: string }[] {
  return model.once(findSqlTexts, model.module);
}

function findSqlTexts(module: Module, model: FileModel): { node: Expression; text: string }[] {
  const found: { node: Expression; text: string }[] = [];
  if (!model.nodesOf("literal").some(isSql) && !model.nodesOf("template").some(isSql)) return found;
  walk(module, node => {
    if (isSql(node)) found.push({ node, text: node.kind === "template" ? model.source(node) : String(node.value) });
  });
  return found;
}

function isSql(node: Node): node is Literal | Template {
  if (node.kind === "template") return SQL.test(node.parts.join("?"));
  return node.kind === "literal" && typeof node.value === "string" && node.value.length > 11 && SQL.test(node.value);
}

/** The block or function around a node whose changes are undone when the process dies in it. */
export function transactionAround(node: Node, model: FileModel): Node | undefined {
  for (let at: Node | undefined = node.parent; at; at = at.parent) {
    if (at.kind === "with" && at.items.some(item => TRANSACTION.test(calleeText(item.context, model)))) return at;
    const call = at.kind === "function" && at.parent?.kind === "argument" ? at.parent.parent : undefined;
    if (call?.kind === "call" && TRANSACTION.test(calleeText(call, model))) return at;
  }
  return undefined;
}

export function isInTransaction(node: Node, model: FileModel): boolean {
  return transactionAround(node, model) !== undefined;
}

function calleeText(expression: Expression, model: FileModel): string {
  const at = expression.kind === "await" ? expression.value : expression;
  return at.kind === "call" ? model.source(at.callee) : model.source(at);
}

export function inside(node: Node, outer: Node): boolean {
  return node.start >= outer.start && node.end <= outer.end;
}

function isText(value: Expression): boolean {
  return value.kind === "template" || (value.kind === "literal" && typeof value.value === "string");
}

function closing(text: string, from: number, opens = "(", closes = ")"): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === opens) depth++;
    else if (character === closes && --depth === 0) return at;
  }
  return text.length;
}
