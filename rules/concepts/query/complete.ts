import * as l10n from "@vscode/l10n";
import { PERSON } from "../../libraries/request-shapes.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { chosenTenant, movedTenant } from "./chosen-tenant.ts";
import type { HeldValue } from "./flow.ts";
import { nakedClient } from "./naked-client.ts";
import type { Query, QueryRecord, TenantValue } from "./query.ts";
import { isWrite, ScopeProver } from "./scope.ts";
import { siblingsOf } from "./siblings.ts";

export function completeQuery(recorded: QueryRecord, file: FileSummary, project: Project): Query {
  const prover = ScopeProver.of(project);
  const record = prover.settled(recorded, file);
  const table = prover.tenancy.tableOf(record);
  const ownership = prover.tenancy.ownershipOf(table);
  const client = prover.clientOf(record, file);
  const policy = table?.policies.find(one => one.permissive && !one.roles.includes("service_role"));
  const entry = prover.entryAround(record, file);
  const chosen = chosenTenant(record, file, prover);
  const moved = movedTenant(record, file, prover);
  const naked = nakedClient(record, file, prover);
  const tenantValue = tenantValueOf(record, file, prover, ownership.kind === "direct" ? ownership.column : "");
  return {
    type: "Query",
    start: record.start,
    end: record.end,
    library: record.library,
    at: record.at,
    operation: record.operation,
    done: doneBy(record.operation),
    client,
    clientText: record.clientText,
    ...(record.body ? { procedure: record.body } : {}),
    ...(table ? { table: record.table ?? record.model ?? table.name } : {}),
    ownership,
    ...(client.kind === "service-role" && policy ? { policy: { name: policy.name, place: policy.place } } : {}),
    scope: prover.scopeOf(record, file),
    entry: entry !== undefined,
    authenticated: isAuthenticated(record, file, prover),
    offline: prover.isOffline(record, file),
    gated: prover.isGated(record, file),
    siblings: siblingsOf(record, file, prover),
    ...(chosen ? { chosenTenant: chosen } : {}),
    ...(moved ? { movedTenant: moved } : {}),
    ...(naked ? { naked } : {}),
    ...(tenantValue ? { tenantValue } : {}),
    payloadComplete: record.payload?.complete ?? false,
    tenantOptional:
      table !== undefined && ownership.kind === "direct" && prover.tenancy.isOptional(table, ownership.column),
    ...(record.insertion ? { insertion: record.insertion } : {}),
    ...(record.parameterAt && !entry ? { parameterAt: record.parameterAt } : {}),
    ...(record.payload?.insertAt === undefined ? {} : { payloadAt: record.payload.insertAt }),
    predicates: record.predicates,
    ...(record.overwritten ? { overwritten: record.overwritten } : {}),
  };
}

function doneBy(operation: QueryRecord["operation"]): string {
  switch (operation) {
    case "select":
      return l10n.t({ message: "read", comment: "The rows of a table are read." });
    case "insert":
    case "upsert":
      return l10n.t({ message: "written", comment: "The rows of a table are written." });
    case "update":
      return l10n.t({ message: "changed", comment: "The rows of a table are changed." });
    case "delete":
      return l10n.t({ message: "deleted", comment: "The rows of a table are deleted." });
  }
}

/** The tenant in scope: what a query of the same function filters by, else a parameter or value named like the column. */
function tenantValueOf(
  record: QueryRecord,
  file: FileSummary,
  prover: ScopeProver,
  column: string,
): TenantValue | undefined {
  let found: TenantValue | undefined;
  for (const other of prover.queriesOf(file, record.unit)) {
    if (other === record) continue;
    const predicate = prover.hasTenantPredicate(other);
    const written = isWrite(other)
      ? other.payload?.columns.find(one => prover.tenancy.isTenantColumn(one.name))
      : undefined;
    const key = predicate?.key ?? written?.key;
    if (key === undefined || key === "") continue;
    const sameTable = predicate !== undefined && (other.table ?? other.model) === (record.table ?? record.model);
    if (sameTable || !found)
      found = { ...spelled(key, record, file, prover), column: predicate?.column ?? written!.name, sameTable };
    if (sameTable) return found;
  }
  if (found) return found;
  for (const flow of prover.flowsAround(file, record.function)) {
    const held = flow.values.filter(value => prover.tenancy.isTenantText(value.text) && isPlain(value.text));
    const usable = held.find(value => holdsAt(value, record));
    if (held.length > 0) return { ...(usable ? { text: usable.text } : {}), column, sameTable: false };
  }
  return scopingParameter(record, file, prover);
}

/** How the value of that key is written where the query stands. */
function spelled(key: string, record: QueryRecord, file: FileSummary, prover: ScopeProver): { text?: string } {
  for (const flow of prover.flowsOf(file, record.unit)) {
    const value = flow.values.find(one => one.key === key && isPlain(one.text) && holdsAt(one, record));
    if (value) return { text: value.text };
  }
  return {};
}

function holdsAt(value: HeldValue, record: QueryRecord): boolean {
  return value.start <= record.start && record.end <= value.end;
}

/** A parameter by whose name the other functions of the file restrict their queries: `slug` of `workspace__slug=slug`. */
function scopingParameter(record: QueryRecord, file: FileSummary, prover: ScopeProver): TenantValue | undefined {
  const parameters = new Set(prover.functionOf(file, record.unit)?.parameters.map(one => one.name));
  const found = restrictedIn(file, prover).find(({ predicate }) => parameters.has(predicate.key));
  return (
    found && {
      text: found.predicate.key,
      column: found.predicate.column,
      sameTable: (found.query.table ?? found.query.model) === (record.table ?? record.model),
    }
  );
}

/** The queries of a file with a predicate on the tenant. */
function restrictedIn(file: FileSummary, { project }: ScopeProver) {
  const restricted = (one: FileSummary) => {
    const prover = ScopeProver.of(project);
    return prover.queriesOf(one).flatMap(query => {
      const predicate = prover.hasTenantPredicate(query);
      return predicate ? [{ query, predicate }] : [];
    });
  };
  return project.memo("queries restricted to a tenant", () => project.memoTable(restricted)).get(file);
}

/** Names of wrappers and middleware that let only known callers in. */
const AUTHENTICATING = /^\.?with[A-Z]|auth|session|login|protected|requireUser|currentUser/u;

/** The function, or what wraps it, knows the calling person. */
function isAuthenticated(record: QueryRecord, file: FileSummary, prover: ScopeProver): boolean {
  const unit = prover.functionsOfUnit(file, record.unit);
  if (unit.some(fn => isPublicView(file, fn.className))) return false;
  return unit.some(
    fn =>
      fn.parameters.some(
        parameter => PERSON.test(parameter.name) || PERSON.test(parameter.default?.arguments[0]?.value.key ?? ""),
      ) ||
      fn.calls.some(call => PERSON.test(call.text)) ||
      fn.passedTo.some(
        one =>
          one.path?.steps.some(step => AUTHENTICATING.test(step)) ||
          one.arguments.some(argument => AUTHENTICATING.test(argument.value.key.slice(0, 60))),
      ) ||
      prover
        .flowsOfFunction(file, fn.id)
        .some(flow =>
          flow.values.some(value => /^(?:(?:ctx|context)\.|(?:req|request)\.(?:user|auth|session)\.)/u.test(value.key)),
        ) ||
      fn.decorators.some(one => one.path?.steps.some(step => /auth|login|permission|user/iu.test(step))) ||
      (fn.className !== undefined && fn.parameters[1]?.name === "request"),
  );
}

/** Django REST framework's `permission_classes = [AllowAny]`. */
function isPublicView(file: FileSummary, className: string | undefined): boolean {
  const type = className === undefined ? undefined : file.classes.find(one => one.name === className);
  const permissions = type?.members.find(member => member.name === "permission_classes");
  return permissions?.constant !== undefined && JSON.stringify(permissions.constant).includes("AllowAny");
}

function isPlain(text: string): boolean {
  return /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/u.test(text);
}
