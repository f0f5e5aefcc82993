/** Calls that never throw, whatever goes wrong: their failure ends no run unless the code looks at it. DOMAIN.md §2.3. */
import { RESOLVING_CLIENTS } from "../../../libraries/failures.ts";
import type { QueryRecord } from "../../query/query.ts";
import type { Bodies, Body } from "../bodies.ts";
import { contains } from "../body/steps.ts";
import type { StepRecord } from "../task.ts";

/** Clients whose answer holds the failure, also that of the network. */
const NEVER_THROWING = RESOLVING_CLIENTS.filter(row => row.check === "error" || row.chained !== undefined);
/** The same by name, where the client comes from elsewhere. */
const BY_NAME = /(^|\.)(supabase\w*\.(from|rpc)\(\)|resend\w*\.(emails|batch)\.(send|create)$)/iu;

/** Calls that keep the failures of what is given to them. */
const KEEPS_FAILURES = /(^|\.)(allSettled|waitUntil|after)$/u;

export function resolvesOnFailure(step: StepRecord, body: Body, bodies: Bodies): boolean {
  if (body.record.steps.some(one => KEEPS_FAILURES.test(one.text) && contains(one.place, step.place))) return true;
  if (/\.throwOnError(\(\)|$)/u.test(step.text)) return false;
  const library = step.path && bodies.project.libraryNameOf(step.path, body.file);
  if (library === undefined) return BY_NAME.test(step.text) || isTableQuery(step, body);
  const head = library.replace(/\.(from|rpc)\(\).*$/u, ".$1");
  return !library.includes(".throwOnError") && NEVER_THROWING.some(row => row.library.test(head));
}

/** Sent by a client that cannot be told, a lazy proxy for one; by its form it is a query of supabase-js. Python's client raises. */
function isTableQuery(step: StepRecord, body: Body): boolean {
  return (
    body.file.language !== "python" &&
    ((body.file.concepts["Query"] ?? []) as QueryRecord[]).some(
      query => query.library === "postgrest" && contains(step.place, query.at),
    )
  );
}
