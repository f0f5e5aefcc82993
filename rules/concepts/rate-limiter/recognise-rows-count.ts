/** Rows that are counted, compared with a limit, and one more added by another statement; and a column that is read and written back. */
import type { Call, Expression, FunctionNode } from "../../ir/nodes.ts";
import { chainOf } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { comparisonsOf, derivesFrom } from "./count-comparison.ts";
import type { RowsRecord } from "./count-record.ts";
import { isCountName, mentionsLimiter, words } from "./names.ts";

/** A statement on a table: `supabase.from("attempts").insert(…)`, `prisma.attempt.count(…)`. */
interface Statement {
  call: Call;
  /** The whole chain. */
  whole: Expression;
  table: string;
  client: string;
  kind: "count" | "read" | "add" | "change";
  name: string;
}

const SPEAKS = /rate limit|throttl|attempt|quota/u;

export function rowCountsIn(model: FileModel): RowsRecord[] {
  const byFunction = new Map<FunctionNode, Statement[]>();
  for (const call of model.calls) {
    const statement = statementOf(call, model);
    const fn = statement && model.enclosingFunction(call);
    if (fn) byFunction.set(fn, [...(byFunction.get(fn) ?? []), statement]);
  }
  return [...byFunction].flatMap(([fn, statements]) => racyRows(fn, statements, model));
}

function racyRows(fn: FunctionNode, statements: Statement[], model: FileModel): RowsRecord[] {
  for (const read of statements.filter(one => one.kind === "count" || one.kind === "read")) {
    if (!speaks(fn, read, model) || /transaction|for_update|FOR UPDATE|advisory/iu.test(model.source(fn))) continue;
    const compared = comparisonsOf(read.call, fn, model)[0];
    const write = statements.find(
      one =>
        one.table === read.table &&
        one.client === read.client &&
        one.call.start > (compared?.start ?? Infinity) &&
        (read.kind === "count" ? one.kind === "add" : one.kind === "change" && writesBack(one, read, model)),
    );
    if (!compared || !write) continue;
    return [
      {
        form: "rows",
        start: read.call.start,
        end: read.call.end,
        client: read.client,
        key: read.table,
        first: model.place(read.call),
        second: model.place(write.call),
        compared: model.place(compared),
        read: read.name,
        write: write.name,
        named: true,
      },
    ];
  }
  return [];
}

/** `update({ count: row.count + 1 })`. */
function writesBack(write: Statement, read: Statement, model: FileModel): boolean {
  return write.call.args.some(
    argument =>
      argument.value.kind === "object" &&
      argument.value.properties.some(
        property =>
          property.key !== undefined && isCountName(property.key) && derivesFrom(property.value, read.call, model),
      ),
  );
}

function speaks(fn: FunctionNode, read: Statement, model: FileModel): boolean {
  const names = [model.functionId(fn), model.path.split("/").at(-1)!, read.table];
  return names.some(name => mentionsLimiter(name) || SPEAKS.test(words(name)));
}

function statementOf(call: Call, model: FileModel): Statement | undefined {
  const { callee } = call;
  if (callee.kind !== "member") return undefined;
  if (callee.name === "from") return builderStatement(call, callee, model);
  const kind = callee.name === "count" ? "count" : callee.name === "create" ? "add" : undefined;
  // `prisma.attempt.count({ where })`: a model is a member of a client.
  if (!kind || callee.object.kind !== "member" || call.args[0]?.value.kind !== "object") return undefined;
  return {
    call,
    whole: call,
    table: callee.object.name,
    client: model.source(callee.object.object),
    kind,
    name: callee.name,
  };
}

function builderStatement(
  call: Call,
  callee: Expression & { kind: "member" },
  model: FileModel,
): Statement | undefined {
  const table = call.args[0]?.value;
  if (table?.kind !== "literal" || typeof table.value !== "string") return undefined;
  const { links, expression } = chainOf(call);
  const at = (names: readonly string[]) => links.find(link => names.includes(link.name) && link.call)?.call;
  const base = { whole: expression, table: table.value, client: model.source(callee.object) };
  const add = at(["insert"]);
  if (add) return { ...base, call: add, kind: "add", name: "insert" };
  const change = at(["update", "upsert"]);
  if (change) return { ...base, call: change, kind: "change", name: "update" };
  const select = at(["select"]);
  if (!select) return undefined;
  const counts = select.args.some(
    argument =>
      argument.value.kind === "object" && argument.value.properties.some(property => property.key === "count"),
  );
  return { ...base, call: select, kind: counts ? "count" : "read", name: "select" };
}
