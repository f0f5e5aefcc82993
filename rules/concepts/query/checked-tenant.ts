/** A tenant that was looked up by an id and then checked: it ties the id to whoever calls. */
import { CHECK_NAME } from "../../libraries/request-shapes.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { FlowArgument } from "./flow.ts";
import type { Origin } from "./origins.ts";
import type { Predicate, QueryRecord } from "./query.ts";
import type { ScopeProver } from "./scope.ts";

/** `checkAccess(user.id, await tenantOf(id))` before the query by `id`: the row's own tenant is asked for. */
export function tenantIsChecked(
  record: QueryRecord,
  file: FileSummary,
  predicate: Predicate,
  prover: ScopeProver,
): boolean {
  const ids = new Set(predicate.origins.filter(one => one.kind === "parameter").map(one => JSON.stringify(one)));
  if (ids.size === 0) return false;
  const isMadeOfId = (origin: Origin): boolean =>
    origin.kind === "call" && origin.args.some(one => ids.has(JSON.stringify(one)) || isMadeOfId(one));
  const isTenantOfId = (one: FlowArgument) =>
    (prover.tenancy.isTenantText(one.key) || (one.name !== undefined && prover.tenancy.isTenantText(one.name))) &&
    one.origins.some(isMadeOfId);
  return prover
    .flowsOf(file, record.unit)
    .some(flow =>
      flow.calls.some(call => call.start < record.start && CHECK_NAME.test(call.text) && call.args.some(isTenantOfId)),
    );
}
