/** What frameworks check before or around a view. */
import type { Table } from "../../project/schema/schema.ts";
import type { ClassRecord, FileSummary } from "../../project/summary.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { Predicate, QueryRecord, Scope } from "./query.ts";
import type { ScopeProver } from "./scope.ts";

/** Deeper class trees are not followed. */
const MAX_BASES = 6;

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

/**
 * Django REST framework asks the view's permission classes first. One that looks up the caller's membership by the row that the
 * view was called for has decided about that row; by which part of the URL, only the routes tell.
 */
export function permitted(
  record: QueryRecord,
  file: FileSummary,
  table: Table,
  predicate: Predicate,
  prover: ScopeProver,
): Scope | undefined {
  const row = record.library === "django" ? targetOf(table, predicate, prover) : undefined;
  if (!row) return undefined;
  for (const permission of permissionsOf(record, file, prover)) {
    const asks = prover
      .queriesOf(permission.file)
      .some(
        query =>
          query.unit === `${permission.value.name}.has_permission` &&
          query.predicates.some(
            one =>
              isAskedOfView(one, predicate) &&
              targetOf(prover.tenancy.tableOf(query), one, prover) === row &&
              prover.hasTenantPredicate(query) !== undefined,
          ),
      );
    if (asks) return { kind: "unknown", why: "permission class" };
  }
  return undefined;
}

function targetOf(table: Table | undefined, predicate: Predicate, prover: ScopeProver): Table | undefined {
  return table && prover.tenancy.targetOf(table, predicate.column.split(".").at(-1)!)?.table;
}

/** `view.project_id`, a property of the view, or the very part of the URL: `view.kwargs["board_id"]`. */
function isAskedOfView(asked: Predicate, predicate: Predicate): boolean {
  return asked.origins.some(origin => {
    if (origin.kind !== "parameter" || origin.name !== "view" || asked.operator !== "=") return false;
    const [first, ...rest] = origin.steps;
    return first !== ".kwargs" || rest.includes(`.${predicate.key.split(".").at(-1)}`) || rest.includes("()");
  });
}

/** Those that the view names, or the nearest class that it derives from. */
function permissionsOf(record: QueryRecord, file: FileSummary, prover: ScopeProver) {
  const { project } = prover;
  const name = prover.functionsOfUnit(file, record.unit).find(fn => fn.className !== undefined)?.className;
  const own = name === undefined ? undefined : file.classes.find(one => one.name === name);
  const lineage: { file: FileSummary; value: ClassRecord }[] = own ? [{ file, value: own }] : [];
  for (let at = 0; at < lineage.length && at < MAX_BASES; at++) {
    const { file: place, value } = lineage[at]!;
    const named = value.members.find(member => member.name === "permission_classes")?.constant;
    if (named?.kind === "list") {
      const paths = named.items.flatMap((item): AccessPath[] => (item.kind === "reference" ? [item.path] : []));
      return paths.flatMap(path => project.classOf(path, place) ?? []);
    }
    lineage.push(...value.bases.flatMap(base => project.classOf(base, place) ?? []));
  }
  return [];
}

/** `params.id` here and there; an awaited or converted value has the same key already. */
export function sameKey(left: string, right: string): boolean {
  return left !== "" && left !== "{}" && left === right;
}
