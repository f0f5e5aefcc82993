/** Which failures a call or decorator retries, as its options say. */
import type { Call, Expression } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { CLASS_TESTS, type SelectionRow, SELECTIONS } from "../../libraries/failures.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { typesIn } from "./handlers.ts";
import type { SelectionRecord } from "./record.ts";

export function recogniseSelections(model: FileModel): SelectionRecord[] {
  return model.calls.flatMap(call => {
    const library = model.libraryNameOf(call.callee);
    const name = library ?? (call.callee.kind === "member" ? call.callee.name : "");
    const rows = SELECTIONS.filter(row => row.library.test(name));
    const given = rows.flatMap(row => {
      const value = optionOf(call, row, model);
      return value ? [{ row, value }] : [];
    });
    if (given.length === 0) return [];
    const record: SelectionRecord = { start: call.start, end: call.end, ...(library ? { library } : {}) };
    for (const { row, value } of given) {
      add(record, row, value, model);
      if (row.excluding && !model.keyword(call, row.excluding.option))
        record.excluding = { ...row.excluding, at: value.end };
    }
    return [record];
  });
}

function optionOf(call: Call, row: SelectionRow, model: FileModel): Expression | undefined {
  const keyword = model.keyword(call, row.option)?.value;
  if (keyword) return keyword;
  if (row.position !== undefined) return model.argument(call, row.position);
  for (const argument of call.args) {
    const value = argument.value.kind === "object" ? model.property(argument.value, row.option) : undefined;
    // `retry: 3` is a number of retries.
    if (value && (row.option !== "retry" || model.valueOf(value).kind === "function")) return value;
  }
  return undefined;
}

function add(record: SelectionRecord, row: SelectionRow, value: Expression, model: FileModel): void {
  if (row.is === "test") return addTest(record, value, model);
  const types = typesIn(value, model);
  if (types.length === 0) record.judged = true;
  else if (row.is === "classes") record.classes = [...(record.classes ?? []), ...types];
  else record.excluded = [...(record.excluded ?? []), ...types];
}

/** `retry=retry_if_exception_type(X) | retry_if_result(empty)`. */
function addTest(record: SelectionRecord, value: Expression, model: FileModel): void {
  if (/result/u.test(model.source(value))) record.results = true;
  const held = model.valueOf(value);
  const name = held.kind === "call" ? model.libraryNameOf(held.callee) : undefined;
  const row = name === undefined ? undefined : CLASS_TESTS.find(one => one.library.test(name));
  const types = row && held.kind === "call" ? held.args.flatMap(argument => typesIn(argument.value, model)) : [];
  if (!row || types.length === 0 || looksFurther(held)) record.judged = true;
  else if (row.is === "classes") record.classes = [...(record.classes ?? []), ...types];
  else record.excluded = [...(record.excluded ?? []), ...types];
}

function looksFurther(value: Expression): boolean {
  let found = false;
  walk(value, node => {
    if (node.kind === "function") found = true;
  });
  return found;
}
