/** Calls that write to the project's own store. */
import type { Call } from "../../../ir/nodes.ts";
import { chainOf } from "../../../semantics/chains.ts";
import type { FileModel } from "../../../semantics/file-model.ts";
import { sqlIn } from "./claims.ts";
import type { StepRecord } from "../task.ts";

const WRITES: ReadonlySet<string> = new Set(
  (
    "save bulk_create bulk_update executemany updateOne updateMany update_one update_many insertOne insertMany insert_one " +
    "insert_many findByIdAndUpdate findOneAndUpdate find_one_and_update bulkWrite bulk_write"
  ).split(" "),
);
/** Calls that send a statement: `pool.query`, `cursor.execute`, D1's `prepare`, a tagged template. */
const RUNS_STATEMENTS = /^(execute|executeRaw|\$executeRaw\w*|query|prepare|run|exec|unsafe|fetch|fetchrow|sql)$/iu;
export const SQL_WRITES = /^\s*(insert\s+into|update\s+[\w".]+|delete\s+from|with\b[\s\S]*\b(update|insert into)\b)/iu;
const CHAINED_WRITES: ReadonlySet<string> = new Set(
  "update insert upsert updateMany createMany create delete update_or_create get_or_create set".split(" "),
);
const DATABASE =
  /(^|\.|_)(db|prisma|tx|trx|supabase\w{0,60}|session|objects|admin\w{0,60}|\w{0,60}repo(sitory)?|knex|cursor|conn\w{0,60}|collection|table|from|ref|\w{1,60}_?ref)(\(\)|\.|$)/iu;

const COUNTS = /^(update|updateMany|upsert|execute|query|\$executeRaw\w*)$/u;
const INCREMENTS = [
  /\b(\w+)\s*:\s*\{\s*(?:increment|decrement)\s*:/u,
  /\b(\w+)\s*=\s*F\(\s*["'](\w+)["']\s*\)\s*[+-]/u,
  /\bset\s(?:(?!\bset\s)[\s\S])*?\b(\w+)\s*=\s*(?:coalesce\(\s*)?(?:\w+\.)?\1\b[^=]{0,12}[+-]/iu,
];

/** The column that a database call adds to or takes from. */
export function counterOf(call: Call, last: string, model: FileModel): string | undefined {
  const first = call.args[0]?.value;
  if (last === "rpc" && first?.kind === "literal" && typeof first.value === "string")
    return /^(increment|decrement|add|deduct|debit|credit|consume|grant)_\w+$/iu.test(first.value)
      ? first.value
      : undefined;
  if (!COUNTS.test(last)) return undefined;
  const source = call.args
    .map(argument => model.source(argument))
    .join(" ")
    .slice(0, 3_000);
  for (const pattern of INCREMENTS) {
    const found = pattern.exec(source);
    if (found) return found[1];
  }
  return undefined;
}

/** Whether a call writes to the project's own store, told by its name and what it is called on. */
export function recordOf(text: string): StepRecord["record"] | undefined {
  const dot = text.lastIndexOf(".");
  const last = text.slice(dot + 1);
  if (last === "commit") return "commit";
  if (WRITES.has(last)) return "write";
  return dot >= 0 && CHAINED_WRITES.has(last) && DATABASE.test(text.slice(0, dot)) ? "write" : undefined;
}

/** The call runs an SQL statement that writes, as text or as built by functions: `execute(update(Order).values(…))`. */
export function runsWrite(call: Call, last: string, model: FileModel): boolean {
  if (!RUNS_STATEMENTS.test(last)) return false;
  const first = call.args[0] && model.valueOf(call.args[0].value);
  if (first?.kind === "call") {
    const { root } = chainOf(first);
    const start = root.kind === "call" && root.callee.kind === "name" ? root.callee.name : "";
    if (/^(update|insert|delete)$/u.test(start)) return true;
  }
  const sql = model.once(sqlIn, call);
  return sql !== undefined && SQL_WRITES.test(sql);
}
