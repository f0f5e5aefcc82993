/** What frameworks check before or around a view. */
import type { FileSummary } from "../../project/summary.ts";
import type { QueryRecord, Scope } from "./query.ts";
import type { ScopeProver } from "./scope.ts";

/** `self.get_queryset().filter(pk=page_id)` before: Django REST framework's own way to scope. */
export function throughView(key: string, file: FileSummary, record: QueryRecord, prover: ScopeProver): boolean {
  return prover
    .functionsOfUnit(file, record.unit)
    .some(fn =>
      fn.calls.some(
        call =>
          call.place.start < record.start &&
          /get_queryset\(\)|get_object\b/u.test(call.text) &&
          call.arguments.some(one => sameKey(one.value.key, key)),
      ),
    );
}

/** A decorator that is told the model checks the object itself. */
export function decorated(record: QueryRecord, file: FileSummary, prover: ScopeProver): Scope | undefined {
  const { model } = record;
  if (model === undefined) return undefined;
  for (const fn of prover.functionsOfUnit(file, record.unit))
    for (const decorator of fn.decorators)
      if (decorator.arguments.some(argument => argument.value.key.split(".").includes(model)))
        return { kind: "unknown", why: "decorator" };
  return undefined;
}

/** `params.id` here and there; an awaited or converted value has the same key already. */
export function sameKey(left: string, right: string): boolean {
  return left !== "" && left !== "{}" && left === right;
}
