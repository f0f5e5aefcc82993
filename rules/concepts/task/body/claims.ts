/**
 * Proofs of idempotency that are told by shape, DOMAIN.md §2.3. Invariant: a plain look-up of a local record is no claim; it
 * is a check, which two overlapping runs or a crash pass twice.
 */
import { phrase } from "../../../libraries/phrase.ts";
import type { Call, Expression, Module, Node } from "../../../ir/nodes.ts";
import { walk } from "../../../ir/walk.ts";
import { outermost } from "../../../semantics/chains.ts";
import type { FileModel } from "../../../semantics/file-model.ts";
import { exitOf } from "../../../semantics/guards.ts";
import { lastMember } from "./callee-words.ts";

const STATE = String.raw`(?:(?:status|state|stage|version|attempts?)|(?:processed|claimed|locked|sent|notified|is_|is[A-Z])\w*|\w+(?:_at|At))`;
/** Django's look-ups: `status__in`. */
const LOOK_UP = "(?:__[a-z]{1,12})?";
const STATE_WORD = new RegExp(String.raw`\b${STATE}\b`, "u");
const SQL_LOCK = /for\s+(no\s+key\s+)?update|skip\s+locked|pg_(try_)?advisory/iu;
const SQL_CLAIM = new RegExp(
  String.raw`update\s(?:(?!update\s)[\s\S])*?\swhere\s(?:(?!\swhere\s)[\s\S])*?\b${STATE}\b|on\s+conflict(?:(?!on\s+conflict)[\s\S])*?(do\s+nothing|returning)|insert\s+ignore`,
  "iu",
);
const FILTERED_UPDATE = new RegExp(
  String.raw`\.update\((?:(?!\.update\()[\s\S])*?\.(eq|is|in|in_|neq|lt|lte|gt|or|filter|match|where|not)\(\s*['"]?(\w+\.)?${STATE}\b`,
  "u",
);
const FILTERED = new RegExp(
  String.raw`\.(filter|where|filter_by|exclude)\((?:(?!\.(?:filter|where|filter_by|exclude)\()[^)])*?\b${STATE}${LOOK_UP}\b`,
  "u",
);
const PRISMA_GUARDED = new RegExp(
  String.raw`where\s*:\s*\{(?:(?!where\s*:)[\s\S])*?\b${STATE}\s*:(?:(?!\b${STATE}\s*:)[\s\S])*?,\s*data\b|where\s*:\s*\{(?:(?!where\s*:)[^}])*?\b${STATE}\s*:`,
  "u",
);
const ROW_LOCKS = new Set(["with_for_update", "select_for_update", "forUpdate", "forUpdateSkipLocked"]);
const CLAIMING = new Set([
  "claim",
  "acquire",
  "lock",
  "locked",
  "trylock",
  "mutex",
  "lease",
  "reserve",
  "dequeue",
  "semaphore",
  "redlock",
]);
const REMEMBERING = new Set([
  "idempotent",
  "idempotency",
  "dedup",
  "dedupe",
  "deduplicate",
  "deduplication",
  "duplicate",
  "once",
  "setnx",
]);
/** In every name that could claim or remember, and in few others. */
const MAY_NAME_CLAIM =
  /claim|acquire|lock|mutex|lease|reserve|dequeue|semaphore|idempot|dedup|duplicate|once|setnx|already/iu;
/** In every text whose SQL could lock or claim. */
const MAY_CLAIM_IN_SQL = /update(?!\w|\()|locked|advisory|conflict|ignore/iu;
const NOT_CLAIMS = new Set(["release", "unlock", "clear", "extend", "delete", "remove", "key", "error", "unique"]);

/** Which proof a call gives, if any. */
export function claimOf(call: Call, text: string, tested: boolean, model: FileModel): string | undefined {
  const last = lastMember(text);
  if (ROW_LOCKS.has(last)) return phrase("row lock");
  if (last === "for" && constants(call, model).some(text => /update/u.test(text))) return phrase("row lock");
  if (tested) {
    if (last === "get_or_create" || last === "update_or_create") return phrase("get or create");
    if (/^(setnx|set_nx|hsetnx|sadd)$/iu.test(last)) return phrase("marker");
    if (last === "add" ? /cache\.add$/iu.test(text) : last === "set" && isSetIfAbsent(call, model))
      return phrase("marker");
    if ((last === "updateMany" || last === "updateManyAndReturn") && PRISMA_GUARDED.test(model.source(call)))
      return phrase("compare and set");
  }
  if (last === "update" && PRISMA_GUARDED.test(model.source(call))) return phrase("compare and set");
  const sql = model.once(mayClaimInSql, model.module) ? model.once(sqlIn, call) : undefined;
  if (sql && SQL_LOCK.test(sql)) return phrase("row lock");
  if (sql && SQL_CLAIM.test(sql) && (tested || /returning/iu.test(sql))) return phrase("compare and set");
  if (last === "update" && (tested || isTestedChain(call, model)) && isFiltered(model.source(outermost(call))))
    return phrase("compare and set");
  return namedClaim(call, last, tested, model);
}

function mayClaimInSql(_module: Module, model: FileModel): boolean {
  return MAY_CLAIM_IN_SQL.test(model.text);
}

/** `.update({…}).eq("status", …)`, `.filter(status=…).update(…)`. */
function isFiltered(statement: string): boolean {
  const filter = FILTERED.exec(statement);
  if (filter && /\.(update|values|set)\(/u.test(statement.slice(filter.index + filter[0].length))) return true;
  return FILTERED_UPDATE.test(statement);
}

/** Which proof a statement of its own gives: rows that it locks, or changes and gives back. */
export function claimInSql(sql: string): string | undefined {
  if (SQL_LOCK.test(sql)) return phrase("row lock");
  return SQL_CLAIM.test(sql) && /returning/iu.test(sql) ? phrase("compare and set") : undefined;
}

/** By the name of what is called: `claim_job`, `acquireLock`, `isDuplicateEvent`, `rpc("claim_next")`. */
function namedClaim(call: Call, last: string, tested: boolean, model: FileModel): string | undefined {
  const name = last === "rpc" ? (constants(call, model)[0] ?? "") : last === "runExclusive" ? "lock" : last;
  if (!MAY_NAME_CLAIM.test(name)) return undefined;
  const words = wordsOf(name);
  if (words.some(word => NOT_CLAIMS.has(word))) return undefined;
  const given =
    tested || call.args.some(argument => argument.value.kind === "function") || standsInWith(call) || last === "rpc";
  if (words.some(word => CLAIMING.has(word)) && (given || words[0] === "acquire" || words[0] === "claim"))
    return phrase("lock");
  if (words.some(word => REMEMBERING.has(word)) && (given || words.length > 1)) return "deduplication";
  return words.includes("already") && tested ? "deduplication" : undefined;
}

/** "sendWelcome_mail" → send, welcome, mail. */
export function wordsOf(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/gu, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/u)
    .filter(word => word.length > 0);
}

/** A test that looks at what was done before and leaves, or surrounds what follows. */
export function isCheck(test: Expression, node: Node, model: FileModel): boolean {
  if (node.kind === "if" && exitOf(node.then) === "throw") return false;
  const text = model.source(test);
  if (
    /\b(res|resp|response|result|error|err|e|req|request|config|settings|env|process)\b[\w.?[\]()'"]{0,80}\.?(status|state|ok|enabled)/iu.test(
      text,
    )
  )
    return false;
  // Which kind of event this is says nothing of whether it came before.
  if (/\b(type|event_?type|event_?name|topic|action)\b\s*(!==?|===?|in\b|\.)/iu.test(text)) return false;
  return (
    /\.\w*(_at|At|_id|Id)\b/u.test(text) || (MAY_CHECK.test(text) && wordsOf(text).some(word => CHECK_WORDS.has(word)))
  );
}

const CHECK_WORDS = new Set([
  "status",
  "state",
  "sent",
  "processed",
  "completed",
  "delivered",
  "already",
  "exists",
  "existing",
  "done",
  "notified",
  "synced",
  "duplicate",
  "pending",
  "finished",
  "handled",
]);

/** In every text with one of them. */
const MAY_CHECK =
  /stat[ue]|sent|processed|complete|delivered|already|exist|done|notified|synced|duplicate|pending|finish|handled/iu;

/** A query that picks only what is not done yet. */
export function isPendingQuery(call: Call, model: FileModel): boolean {
  const text = model.source(outermost(call));
  return text.length < 2_000 && /filter|where|\.eq\(|\.is\(|select/iu.test(text) && STATE_WORD.test(text);
}

/** The violation of a unique key is caught or compared: "23505", `P2002`, `IntegrityError`. */
export function isUniqueViolation(node: Node, model: FileModel): boolean {
  return model.once(mayViolate, model.module) && VIOLATION.test(model.source(node));
}

const VIOLATION =
  /\b23505\b|\bP2002\b|IntegrityError|UniqueViolation|DuplicateKeyError|UniqueConstraint|isUniqueViolation|E11000/u;

function mayViolate(_module: Module, model: FileModel): boolean {
  return VIOLATION.test(model.text);
}

function isSetIfAbsent(call: Call, model: FileModel): boolean {
  return call.args.some(
    argument =>
      (argument.name === "nx" && model.source(argument.value) === "True") ||
      (argument.value.kind === "literal" && argument.value.value === "NX") ||
      (argument.value.kind === "object" && model.property(argument.value, "nx") !== undefined),
  );
}

/** Text of the SQL among what a call is given. */
export function sqlIn(call: Call, model: FileModel): string | undefined {
  const found: string[] = [];
  for (const argument of call.args) {
    walk(argument, node => {
      if (node.kind === "function") return false;
      const value = node.kind === "name" ? model.valueOf(node) : node;
      if (value.kind === "literal" && typeof value.value === "string" && value.value.length > 20)
        found.push(value.value);
      if (value.kind === "template") found.push(value.parts.join(" ? "));
      return undefined;
    });
  }
  const template = call.callee.kind === "template" ? call.callee : undefined;
  if (template) found.push(template.parts.join(" ? "));
  return found.length > 0 ? found.join("\n") : undefined;
}

function constants(call: Call, model: FileModel): string[] {
  return call.args.flatMap(argument => {
    const value = model.valueOf(argument.value);
    return value.kind === "literal" && typeof value.value === "string" ? [value.value] : [];
  });
}

/** The row count or the returned rows of a whole chain are looked at: `.update(…).eq(…).select().maybeSingle()`. */
function isTestedChain(call: Call, model: FileModel): boolean {
  return /\.(select|returning|single|maybeSingle)\(/u.test(model.source(outermost(call)));
}

function standsInWith(call: Call): boolean {
  const at: Node = call.parent?.kind === "await" ? call.parent : call;
  return at.parent?.kind === "with" && at.parent.items.some(item => item.context === at);
}
