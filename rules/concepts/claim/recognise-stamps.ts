/** Rows that are taken by a time in a column that was empty, and given back by emptying it in an error handler. */
import { escapePattern } from "../../ir/escape-pattern.ts";
import type { Call, FunctionNode, Node } from "../../ir/nodes.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { handlerAround, nameOf, tableKey } from "../requeue/evidence.ts";
import { type ColumnWrite, type RowWrite, rowWrites } from "../requeue/row-writes.ts";
import type { ClaimRecord } from "./claim.ts";
import { agedColumns, conditionOf, inside } from "./statements.ts";

const NOW = /\bnow\b|new Date\b|Date\.now|current_timestamp|utcnow|getdate|toISOString|time\(\)/iu;

export function stampedRows(model: FileModel): ClaimRecord[] {
  const writes = rowWrites(model);
  return writes.flatMap(write => {
    const unit = model.outermostFunction(write.node);
    if (!unit || handlerAround(write.node)) return [];
    const condition = conditionOf(write.source);
    const column = write.columns.find(
      one => one.value === undefined && NOW.test(model.source(one.span)) && asksForEmpty(condition, one.name),
    );
    if (!column || agedColumns(condition).includes(column.name)) return [];
    const release = releaseOf(write, column, unit, writes);
    if (!release) return [];
    const fn = model.enclosingFunction(write.node) ?? unit;
    const work = workBetween(write.node, release, unit, model);
    return [
      {
        start: column.span.start,
        end: column.span.end,
        way: "stamped" as const,
        functionId: model.functionId(fn),
        name: nameOf(fn, unit, model),
        at: model.place(write.node),
        text: model.source(column.span).replace(/\s+/gu, " ").slice(0, 80),
        ...(write.table === undefined ? {} : { table: write.table }),
        column: column.name,
        release: model.place(release),
        ...(work ? { work: { place: model.place(work), text: callText(work, model) } } : {}),
        program: true,
      },
    ];
  });
}

/** `transcriptFetchedAt: null`, `.is("claimed_at", null)`, `claimed_at__isnull=True`, `claimed_at IS NULL`. */
function asksForEmpty(condition: string, column: string): boolean {
  return new RegExp(
    String.raw`\b${escapePattern(column)}["'\x60]?\s*(?:__isnull\s*=\s*True|\.is_\(\s*None|,\s*null|:\s*null|=\s*None|\bis\s+null)`,
    "iu",
  ).test(condition);
}

function releaseOf(
  write: RowWrite,
  column: ColumnWrite,
  unit: FunctionNode,
  writes: readonly RowWrite[],
): Node | undefined {
  return writes.find(
    other =>
      inside(other.node, unit) &&
      tableKey(other.table ?? "") === tableKey(write.table ?? "") &&
      handlerAround(other.node) !== undefined &&
      other.columns.some(one => one.name === column.name && one.value === "null"),
  )?.node;
}

/** The first awaited call after the taking, in the block whose handler gives back. */
function workBetween(taken: Node, release: Node, unit: FunctionNode, model: FileModel): Call | undefined {
  const around = handlerAround(release)?.parent;
  if (around?.kind !== "try") return undefined;
  return model.calls.find(
    call =>
      call.start > taken.end &&
      inside(call, unit) &&
      around.body.some(statement => inside(call, statement)) &&
      (call.parent?.kind === "await" || model.python),
  );
}

export function callText(call: Call, model: FileModel): string {
  return model.source(call.callee).replace(/\s+/gu, "").slice(0, 60);
}
