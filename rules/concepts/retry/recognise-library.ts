/** Retries that a library does, with its own options: `pRetry(fn, { retries: 5 })`, `@retry(tries=4, backoff=2)`. */
import type { Expression, Node } from "../../ir/nodes.ts";
import { retryRowsOf, type RetryRow } from "../../libraries/retries.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { repeatedBy } from "./bodies.ts";
import { optionDelays } from "./option-delays.ts";
import { limitsOf } from "./option-limits.ts";
import { NONE, type Options, optionsOf } from "./options.ts";
import type { RetryRecord } from "./record.ts";
import { spelledOptions } from "./spelling.ts";

/** The limits of the library retry that `node` runs in as the retried function: `pRetry(async attempt => { … node … }, { retries: 3 })`. */
export function limitsAround(node: Node, model: FileModel): Pick<RetryRecord, "limits" | "endless"> | undefined {
  for (let fn = model.enclosingFunction(node); fn; fn = model.enclosingFunction(fn)) {
    const call = fn.parent?.kind === "argument" ? fn.parent.parent : undefined;
    if (call?.kind !== "call") continue;
    const name = model.libraryNameOf(call.callee);
    const [row] = name === undefined ? [] : retryRowsOf(name);
    const options = row && optionsOf(call, row.options, row.under, row.positional ?? [], model);
    if (row && options) return limitsOf(row.attempts, options, { ...row, at: call }, model);
  }
  return undefined;
}

/** `at` is the call that makes the retry, or a bare decorator (`@retry`), which sets no option. */
export function optionRetries(at: Expression, name: string, model: FileModel): RetryRecord[] {
  for (const row of retryRowsOf(name)) {
    const record = rowRetry(row, at, model);
    if (record) return [record];
  }
  return [];
}

function rowRetry(row: RetryRow, at: Expression, model: FileModel): RetryRecord | undefined {
  const options = at.kind === "call" ? optionsOf(at, row.options, row.under, row.positional ?? [], model) : NONE;
  // A client's call is a retry only where its retry options are written down, or when it retries without them.
  if (!options || (row.under !== undefined && !options.present && !row.byDefault)) return undefined;
  if (!isAsked(row, options, model)) return undefined;
  const callee = at.kind === "call" ? at.callee : at;
  const place = options.shown ?? at;
  return {
    start: place.start,
    end: place.end,
    kind: row.kind ?? ("call" as const),
    name: `\`${model.source(callee)}\``,
    ...repeatedBy(at, model),
    at: model.place(place),
    delays: optionDelays(row, options, at, model),
    ...limitsOf(row.attempts, options, { ...row, at }, model),
    ...spelledOptions(row, options, at, model),
    ...(row.connecting ? { connecting: true } : {}),
    library: { name: row.package, source: row.source, afterLast: row.afterLast },
  };
}

/** Some libraries retry nothing unless an option says so, and some options are policies of their own: `max_retries=Retry(3)`. */
function isAsked(row: RetryRow, options: Options, model: FileModel): boolean {
  const written = (row.needs ?? []).map(name => options.expression(name)).filter(one => one !== undefined);
  if (row.needs && written.length === 0) return false;
  return !written.some(one => model.valueOf(one).kind === "call" || (one.kind === "literal" && one.value === false));
}
