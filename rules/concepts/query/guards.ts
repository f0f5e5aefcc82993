/** What stands before (or right after) a query and stops a caller of another tenant. */
import * as l10n from "@vscode/l10n";
import { CHECK_NAME, CLIENT_PARTS, GUARD_NAME, isPersonKey, TELLING } from "../../libraries/request-shapes.ts";
import type { MemoTable } from "../../project/memo.ts";
import type { Table } from "../../project/schema/schema.ts";
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import { tenantIsChecked } from "./checked-tenant.ts";
import type { Check, FlowCall } from "./flow.ts";
import type { Origin } from "./origins.ts";
import type { Predicate, QueryRecord, Scope } from "./query.ts";
import type { ScopeProver } from "./scope.ts";
import { normal } from "./tenancy.ts";
import { decorated, permitted, sameKey, throughView } from "./view-guards.ts";

const MAX_DEPTH = 3;

type Guarding = "yes" | "maybe" | "no";

export class Guards {
  readonly #prover: ScopeProver;
  /** What a function of a file does, looked into to a depth. */
  readonly #guarding: MemoTable<FileSummary, MemoTable<FunctionRecord, Guarding>[]>;

  constructor(prover: ScopeProver) {
    this.#prover = prover;
    const { project } = prover;
    this.#guarding = project.memoTable(file =>
      Array.from({ length: MAX_DEPTH + 1 }, (_, depth) =>
        project.memoTable((fn: FunctionRecord) => this.#functionGuards(file, fn, depth)),
      ),
    );
  }

  /** A comparison with the tenant in the same function, or in a caller that gets the row. */
  around(record: QueryRecord, file: FileSummary): Scope | undefined {
    const owner = this.#prover.tenancy.ownershipOf(this.#prover.tenancy.tableOf(record));
    const key = owner.kind === "indirect" ? (owner.field ?? owner.column) : undefined;
    if (this.#hasCheck(file, record.unit, key)) return { kind: "scoped", why: l10n.t("comparison with the tenant") };
    if (this.#rowIsCompared(record, file)) return { kind: "unknown", why: l10n.t("comparison of the row's owner") };
    if (this.#rowIsChecked(record, file))
      return { kind: "scoped", why: l10n.t("access to the row's tenant is checked") };
    if (!record.returned && !this.#givesBack(record, file)) return undefined;
    for (const site of this.#prover.project.callersOf(file, record.function).slice(0, 8)) {
      const unit = this.#prover.flowsOfFunction(site.file, site.caller.id)[0]?.unit ?? site.caller.id;
      if (this.#hasCheck(site.file, unit, key))
        return { kind: "scoped", why: l10n.t("comparison with the tenant in the caller") };
    }
    return undefined;
  }

  /** `return rows.data[0] if rows.data else None`: the function's value is made of the rows. */
  #givesBack(record: QueryRecord, file: FileSummary): boolean {
    const flow = this.#prover.flowsOfFunction(file, record.function)[0];
    return flow?.returns.some(origin => origin.kind === "query" && origin.start === record.start) ?? false;
  }

  /** The tenant of the row that was read goes into a check, or into a look-up of the caller's membership. */
  #rowIsChecked(record: QueryRecord, file: FileSummary): boolean {
    const fromRow = (value: { key: string; origins: readonly Origin[] }) =>
      this.#prover.tenancy.isTenantText(value.key) && isOfRow(value);
    const isOfRow = (value: { origins: readonly Origin[] }) =>
      value.origins.some(origin => origin.kind === "query" && origin.start === record.start);
    const checked = this.#prover
      .flowsOf(file, record.unit)
      .some(flow =>
        flow.calls.some(
          call =>
            CHECK_NAME.test(call.text) &&
            (call.args.some(fromRow) || (call.args.some(isOfRow) && call.args.some(one => isPersonKey(one.key)))),
        ),
      );
    if (checked) return true;
    return this.#prover
      .queriesOf(file, record.unit)
      .some(
        other =>
          other !== record && other.predicates.some(isOfRow) && other.predicates.some(one => isPersonKey(one.key)),
      );
  }

  /** `if (payout.partnerId !== partner.id) throw`: the row must belong to somebody, be it not the tenant. */
  #rowIsCompared(record: QueryRecord, file: FileSummary): boolean {
    if (record.result === undefined) return false;
    const ofRow = (key: string) => key.startsWith(`${record.result}.`) && /(?:id|by|owner|user|email)$/iu.test(key);
    return this.#prover
      .flowsOf(file, record.unit)
      .some(flow => flow.checks.some(check => check.unequal && check.names.length > 1 && check.keys.some(ofRow)));
  }

  /** The tenant is read from the same row as the id: both belong together, whoever handed the row over. */
  #sameRow(record: QueryRecord, file: FileSummary, key: string): boolean {
    const dot = key.lastIndexOf(".");
    const row = dot < 0 ? "" : key.slice(0, dot);
    if (!/^\w+(?:\[\])?$/u.test(row) || CLIENT_PARTS.has(row)) return false;
    return this.#prover
      .flowsOf(file, record.unit)
      .some(flow =>
        flow.values.some(
          value =>
            value.key.startsWith(`${row}.`) &&
            !value.key.slice(row.length + 1).includes(".") &&
            this.#prover.tenancy.isTenantText(value.key),
        ),
      );
  }

  /** An earlier query or call that saw the same id and the tenant. */
  forKeys(record: QueryRecord, file: FileSummary, table: Table, predicates: readonly Predicate[]): Scope | undefined {
    for (const predicate of predicates) {
      const earlier = this.#earlierQuery(record, file, table, predicate);
      if (earlier) return earlier;
      if (this.#isMatched(predicate.key, file, record.unit))
        return { kind: "unknown", why: l10n.t("matched with rows read before") };
      if (throughView(predicate.key, file, record, this.#prover))
        return { kind: "scoped", why: l10n.t("row read through the view's own query set") };
      const permission = permitted(record, file, table, predicate, this.#prover);
      if (permission) return permission;
      if (this.#sameRow(record, file, predicate.key))
        return { kind: "scoped", why: l10n.t("id and tenant of one row") };
      if (tenantIsChecked(record, file, predicate, this.#prover))
        return { kind: "scoped", why: l10n.t("access to the row's tenant is checked") };
      const call = this.#guardCall(predicate.key, file, record.unit, record.start);
      if (call) return call;
      if (this.#isAskedLater(record, file, predicate))
        return { kind: "unknown", why: l10n.t("a later call gets both") };
    }
    return decorated(record, file, this.#prover);
  }

  /** `remove({ userId, id })` behind a look-up by the id: what the look-up shows decides nothing yet. */
  #isAskedLater(record: QueryRecord, file: FileSummary, predicate: Predicate): boolean {
    if (record.operation !== "select" || !record.one || record.returned) return false;
    const origins = predicate.origins.map(origin => JSON.stringify(origin));
    const isSame = (one: { origins: readonly Origin[] }) =>
      one.origins.some(origin => origin.kind === "parameter" && origins.includes(JSON.stringify(origin)));
    return this.#prover
      .flowsOf(file, record.unit)
      .some(flow => flow.calls.some(call => call.start > record.end && seesBoth(call) && call.args.some(isSame)));
  }

  /** `rows.find(row => row.id === id)`, `allowed.has(id)`: the id is looked for among rows that were read another way. */
  #isMatched(key: string, file: FileSummary, unit: string): boolean {
    return this.#prover
      .flowsOf(file, unit)
      .some(flow =>
        flow.checks.some(
          check => check.names.length > 1 && check.keys.includes(key) && check.names.some(name => /ids?$/iu.test(name)),
        ),
      );
  }

  /** The function compares a row's tenant before it gives something back. */
  proves(file: FileSummary, fn: FunctionRecord): boolean {
    return this.#prover
      .flowsOfFunction(file, fn.id)
      .some(flow => flow.checks.some(check => check.unequal && this.#isTenantCheck(check)));
  }

  /** The value was proved in this function before `before`. */
  isGuarded(key: string, file: FileSummary, unit: string, before: number): boolean {
    // A whole request or job that goes through a check is not yet each id in it.
    if (!/(?:ids?|uuid|slug|key|pk|\]|\))$/iu.test(key)) return false;
    if (this.#guardCall(key, file, unit, before)) return true;
    const root = key.split(/[.[]/u)[0]!;
    const compared = this.#prover
      .flowsOf(file, unit)
      .some(flow =>
        flow.checks.some(
          check => this.#isTenantCheck(check) && check.keys.some(one => one === key || one.startsWith(`${root}.`)),
        ),
      );
    if (compared || this.#isComparedOnTheWay(key, file, unit, before)) return true;
    return this.#prover
      .queriesOf(file, unit)
      .some(
        other =>
          other.start < before &&
          other.predicates.some(one => sameKey(one.key, key)) &&
          this.#prover.hasTenantPredicate(other) !== undefined,
      );
  }

  /** A row was fetched by the value, and somebody's tenant compared, before the value is used again. */
  #isComparedOnTheWay(key: string, file: FileSummary, unit: string, before: number): boolean {
    const flows = this.#prover.flowsOf(file, unit);
    const fetches = flows.flatMap(flow => flow.calls.filter(call => call.args.some(one => sameKey(one.key, key))));
    return flows.some(flow =>
      flow.checks.some(
        check => check.start < before && this.#isTenantCheck(check) && fetches.some(call => call.start < check.start),
      ),
    );
  }

  /** The row itself, or the row that the column points to, was read under the tenant before. */
  #earlierQuery(record: QueryRecord, file: FileSummary, table: Table, predicate: Predicate): Scope | undefined {
    const { tenancy } = this.#prover;
    const target = tenancy.targetOf(table, predicate.column.split(".").at(-1)!);
    for (const other of this.#prover.queriesOf(file, record.unit)) {
      if (other === record || other.start > record.start || other.operation === "insert") continue;
      const otherTable = tenancy.tableOf(other);
      const same = other.predicates.find(one => one.operator !== "other" && sameKey(one.key, predicate.key));
      if (!otherTable || !same) continue;
      const named = tenancy.targetOf(otherTable, same.column.split(".").at(-1)!);
      const sameRow = otherTable === table && same.column === predicate.column;
      const parentRow = target !== undefined && named?.own === true && otherTable === target.table;
      const scope =
        sameRow || parentRow || (other.one && other.operation === "select")
          ? this.#prover.scopeOf(other, file)
          : undefined;
      if (!scope || (!sameRow && !parentRow && scope.kind !== "scoped")) continue;
      if (!sameRow && !parentRow) return { kind: "unknown", why: l10n.t("another look-up by the same value") };
      if (scope.kind === "scoped") return { kind: "scoped", why: l10n.t("row read with the tenant before") };
      if (scope.kind === "unknown") return scope;
      if (other.operation === "select")
        return { kind: "unknown", why: l10n.t("follows another finding"), follows: scope };
    }
    return undefined;
  }

  #guardCall(key: string, file: FileSummary, unit: string, before: number): Scope | undefined {
    for (const flow of this.#prover.flowsOf(file, unit)) {
      for (const call of flow.calls) {
        if (call.start >= before || !call.args.some(argument => sameKey(argument.key, key))) continue;
        const verdict = this.#guards(call, file, 0);
        if (verdict === "yes") return { kind: "scoped", why: `\`${call.text}\`` };
        if (verdict === "maybe" || seesBoth(call)) return { kind: "unknown", why: `\`${call.text}\`` };
      }
    }
    return undefined;
  }

  #guards(call: FlowCall, file: FileSummary, depth: number): Guarding {
    const name = call.text.slice(call.text.lastIndexOf(".") + 1);
    const found = this.#prover.project.functionOf(call.path, file);
    if (!found) return GUARD_NAME.test(name) ? "maybe" : "no";
    const verdict = this.#guarding.get(found.file)[depth]!.get(found.value);
    return verdict === "no" && GUARD_NAME.test(name) ? "maybe" : verdict;
  }

  /** It asks for the tenant, in a query or a comparison, itself or in what it calls. */
  #functionGuards(file: FileSummary, fn: FunctionRecord, depth: number): Guarding {
    const inside = (id: string) => id === fn.id || id.startsWith(`${fn.id}.`);
    const reads = this.#prover.queriesOf(file).filter(one => inside(one.function) && one.operation === "select");
    let verdict: Guarding = "no";
    if (reads.some(one => this.#prover.hasTenantPredicate(one) !== undefined)) verdict = "yes";
    const flows = this.#prover.flowsOf(file).filter(flow => inside(flow.function));
    if (flows.some(flow => flow.checks.some(check => this.#isTenantCheck(check)))) verdict = "yes";
    if (verdict === "no" && depth < MAX_DEPTH)
      for (const call of flows.flatMap(flow => flow.calls).slice(0, 30)) {
        const inner = this.#guards(call, file, depth + 1);
        if (inner !== "no") verdict = inner;
        if (inner === "yes") break;
      }
    return verdict;
  }

  /** `ownerKey`: column by which the row hangs on its owner; comparing that is a check too. */
  #hasCheck(file: FileSummary, unit: string, ownerKey?: string): boolean {
    const compares = (check: Check) =>
      ownerKey !== undefined &&
      check.names.filter(name => normal(name) === normal(ownerKey)).length > 0 &&
      check.names.length > 1;
    return this.#prover
      .flowsOf(file, unit)
      .some(flow => flow.checks.some(check => this.#isTenantCheck(check) || compares(check)));
  }

  #isTenantCheck(check: Check): boolean {
    if (check.names.length < 2) return false;
    return (
      check.keys.some(key => this.#prover.tenancy.isTenantText(key)) ||
      check.names.some(name => this.#prover.tenancy.isTenantText(name))
    );
  }
}

/** It gets the id and the calling person: it may well ask whether one belongs to the other. */
function seesBoth(call: FlowCall): boolean {
  return !TELLING.test(call.text) && call.args.some(one => isPersonKey(one.key));
}
