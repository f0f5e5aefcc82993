/** Functions that only the system or the operator gets into: a signature, a secret, a platform administrator. */
import { SECRET_COMPARISON, SECRET_TEXT } from "../../libraries/request-shapes.ts";
import type { CallRecord, FileSummary, FunctionRecord } from "../../project/summary.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import { contains } from "../task/body/steps.ts";
import { isSystemGated } from "./entries.ts";
import type { FlowRecord } from "./flow.ts";
import type { QueryRecord } from "./query.ts";
import type { ScopeProver } from "./scope.ts";

export function isGated(record: QueryRecord, file: FileSummary, prover: ScopeProver): boolean {
  const unit = prover.functionsOfUnit(file, record.unit);
  // `if (isProbe) return handleProbe(request)`: what comes after it is another entrance.
  const isOnTheWay = (call: CallRecord) => call.use !== "returned" || contains(call.place, record);
  const compares = (fn: FunctionRecord) =>
    fn.calls.some(call => isOnTheWay(call) && comparesSecret(call.path, file, prover));
  if (isSystemGated(unit) || unit.some(fn => compares(fn))) return true;
  if (prover.flowsOf(file, record.unit).some(flow => namesSecret(flow))) return true;
  return prover
    .queriesOf(file, record.unit)
    .some(other => /super_?admin|platform_?admin|system_?admin/iu.test(other.table ?? other.model ?? ""));
}

/** A function of the project that compares a proof with a secret. */
function comparesSecret(path: AccessPath | undefined, file: FileSummary, prover: ScopeProver): boolean {
  const found = path && prover.project.functionOf(path, file);
  if (!found) return false;
  if (found.value.calls.some(call => SECRET_COMPARISON.test(call.text))) return true;
  return prover.flowsOfFunction(found.file, found.value.id).some(flow => namesSecret(flow));
}

function namesSecret(flow: FlowRecord): boolean {
  return flow.checks.some(check => check.keys.some(key => SECRET_TEXT.test(key)));
}
