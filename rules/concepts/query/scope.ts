/**
 * The proof that a query stays within one tenant. Every way that code bases use to scope a query is followed; what cannot
 * be followed is unknown, and only a query with no proof and nothing unknown is open.
 */
import * as l10n from "@vscode/l10n";
import {
  ADMINISTRATION,
  ENTITLING_COLUMN,
  LOOKUP_COLUMN,
  OPERATOR_FILE,
  isPersonKey,
} from "../../libraries/request-shapes.ts";
import type { MemoTable } from "../../project/memo.ts";
import type { Project } from "../../project/project.ts";
import { sameData } from "../../project/same-data.ts";
import { findTable, type Table } from "../../project/schema/schema.ts";
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import { type Client, Clients } from "./client-role.ts";
import { Enforcements } from "./enforced.ts";
import { around, FileQueries } from "./file-queries.ts";
import { entryOf, type EntryKind } from "./entries.ts";
import type { FlowRecord } from "./flow.ts";
import { isGated } from "./gates.ts";
import { Guards } from "./guards.ts";
import { isInvitation, isSweep } from "./beyond-tenants.ts";
import { settleProcedure } from "./procedure.ts";
import { settleJoin } from "./joined.ts";
import { isIdentity, restrictsParent } from "./predicates.ts";
import type { Ownership, Predicate, QueryRecord, Scope } from "./query.ts";
import { Tenancy } from "./tenancy.ts";
import { type ValueContext, type Verdict, Values, worst } from "./values.ts";

export class ScopeProver {
  readonly project: Project;
  readonly tenancy: Tenancy;
  readonly clients: Clients;
  readonly guards: Guards;
  readonly values: Values;
  readonly enforcements: Enforcements;
  readonly #files: MemoTable<FileSummary, FileQueries>;
  readonly #clients: MemoTable<FileSummary, ReadonlyMap<QueryRecord, Client>>;
  readonly #scopes: MemoTable<FileSummary, MemoTable<QueryRecord, Scope>>;

  /** One for the whole project. */
  static of(project: Project): ScopeProver {
    return project.memo("query scopes", () => new ScopeProver(project));
  }

  private constructor(project: Project) {
    this.project = project;
    this.tenancy = new Tenancy(project);
    this.clients = new Clients(project, this.tenancy);
    this.values = new Values(this);
    this.guards = new Guards(this);
    this.enforcements = new Enforcements(project, this.tenancy);
    this.#files = project.memoTable(file => new FileQueries(file, record => this.#settle(record)));
    this.#clients = project.memoTable(
      file => new Map(this.queriesOf(file).map(record => [record, this.clients.of(record, file)])),
    );
    const inCycle = (): Scope => ({ kind: "unknown", why: "cycle" });
    this.#scopes = project.memoTable(file =>
      project.memoTable<QueryRecord, Scope>(record => this.#prove(record, file), { inCycle, equal: sameData }),
    );
  }

  scopeOf(record: QueryRecord, file: FileSummary): Scope {
    return this.#scopes.get(file).get(record);
  }

  /** What sends a query of {@link queriesOf}. */
  clientOf(record: QueryRecord, file: FileSummary): Client {
    return this.#clients.get(file).get(record) ?? this.clients.of(record, file);
  }

  /** With what the schema adds to the records; of one unit when it is named. */
  queriesOf(file: FileSummary, unit?: string): readonly QueryRecord[] {
    const { queries, queriesByUnit } = this.#files.get(file);
    return unit === undefined ? queries : (queriesByUnit.get(unit) ?? []);
  }

  /** A query of a file as the linked project sees it. */
  settled(record: QueryRecord, file: FileSummary): QueryRecord {
    return this.#files.get(file).settled.get(record) ?? record;
  }

  #settle(record: QueryRecord): QueryRecord {
    if (record.procedure !== undefined) return settleProcedure(record, this.project.schema, this.tenancy);
    return record.others ? settleJoin(record, this.tenancy) : record;
  }

  flowsOf(file: FileSummary, unit?: string): readonly FlowRecord[] {
    const { flows, flowsByUnit } = this.#files.get(file);
    return unit === undefined ? flows : (flowsByUnit.get(unit) ?? []);
  }

  flowsOfFunction(file: FileSummary, id: string): readonly FlowRecord[] {
    return this.#files.get(file).flowsByFunction.get(id) ?? [];
  }

  /** Of a function and those that it stands in, outermost first. */
  flowsAround(file: FileSummary, id: string): readonly FlowRecord[] {
    return around(id)
      .reverse()
      .flatMap(one => this.flowsOfFunction(file, one));
  }

  functionsOfUnit(file: FileSummary, unit: string): readonly FunctionRecord[] {
    return this.#files.get(file).functionsByUnit.get(unit) ?? [];
  }

  functionOf(file: FileSummary, id: string): FunctionRecord | undefined {
    return this.#files.get(file).functions.get(id);
  }

  /** The innermost function around a query that a request reaches, with how. */
  entryAround(record: QueryRecord, file: FileSummary): { fn: FunctionRecord; kind: EntryKind } | undefined {
    for (let id = record.function; ;) {
      const fn = this.functionOf(file, id);
      const kind = fn && id !== "" ? entryOf(fn, file, this.flowsOfFunction(file, id)[0]) : undefined;
      if (fn && kind) return { fn, kind };
      const dot = id.lastIndexOf(".");
      if (dot < 0) return undefined;
      id = id.slice(0, dot);
    }
  }

  /** The predicate, or the written column, is the tenant. */
  hasTenantPredicate(record: QueryRecord): Predicate | undefined {
    return record.predicates.find(
      one => one.operator !== "other" && this.tenancy.isTenantColumn(one.column) && restrictsParent(one, record),
    );
  }

  /** The tenant itself stands in the condition or in the written row. */
  carriesTenant(record: QueryRecord): boolean {
    return (
      this.hasTenantPredicate(record) !== undefined ||
      (isWrite(record) && this.tenancy.carriesTenant(record.payload?.columns ?? []))
    );
  }

  #prove(record: QueryRecord, file: FileSummary): Scope {
    const table = this.tenancy.tableOf(record);
    const ownership = this.tenancy.ownershipOf(table);
    if (!table || ownership.kind === "unknown") return { kind: "unknown", why: "table" };
    if (ownership.kind === "global" || ownership.kind === "root")
      return { kind: "scoped", why: `${ownership.kind} table` };
    const filter = this.hasTenantPredicate(record);
    if (filter && !filter.conditional) return { kind: "scoped", why: "filter" };
    const enforced = record.enforced ?? this.enforcements.of(record, file);
    if (enforced) return { kind: enforced.proved ? "scoped" : "unknown", why: enforced.why };
    if (filter) return { kind: "unknown", why: "conditional filter" };
    const client = this.clientOf(record, file);
    if (client.kind === "user" || client.kind === "tenant") return { kind: "scoped", why: `${client.kind} client` };
    if (isWrite(record)) return this.#proveWrite(record, file, table, ownership);
    return this.#proveRows(record, file, table);
  }

  #proveWrite(record: QueryRecord, file: FileSummary, table: Table, ownership: Ownership): Scope {
    const payload = record.payload;
    if (!payload) return { kind: "unknown", why: "payload" };
    if (this.tenancy.carriesTenant(payload.columns)) return { kind: "scoped", why: "payload" };
    if (!payload.complete || payload.columns.length === 0) return { kind: "unknown", why: "payload" };
    if (ownership.kind === "direct") {
      const context = { file, unit: record.unit, depth: 0 };
      const own = payload.columns.some(
        column =>
          /user|owner|author|created_?by|member/iu.test(column.name) &&
          this.values.all(column.origins, context) === "user",
      );
      return own
        ? { kind: "unknown", why: l10n.t("row of the calling person") }
        : { kind: "open", by: "payload", column: ownership.column };
    }
    const parents = payload.columns.flatMap(column => {
      const target = this.tenancy.targetOf(table, column.name);
      const owner = target && !target.own ? this.tenancy.ownershipOf(target.table) : undefined;
      return owner && (owner.kind === "direct" || owner.kind === "indirect") ? [column] : [];
    });
    const [key] = parents;
    if (!key) return { kind: "unknown", why: "payload" };
    const predicates = parents.map((column): Predicate => ({
      column: column.name,
      operator: "=",
      key: column.key,
      origins: column.origins,
      conditional: false,
    }));
    return this.#judge(record, file, table, predicates);
  }

  #proveRows(record: QueryRecord, file: FileSummary, table: Table): Scope {
    if (record.open) return { kind: "unknown", why: "condition that could not be read" };
    if (record.predicates.some(one => !restrictsParent(one, record) && isPersonKey(one.key)))
      return { kind: "unknown", why: l10n.t("embedded rows of the calling person") };
    const conditions = record.predicates.filter(one => one.operator !== "other" && restrictsParent(one, record));
    const pinned = conditions.filter(one => one.origins.some(origin => origin.kind !== "constant"));
    const identities = pinned.filter(one => isIdentity(one.column, table, this.tenancy));
    const built = pinned.find(one => this.#isBuilt(one, record));
    if (built) return { kind: "unknown", why: l10n.t("what `{0}` is compared with", built.column) };
    if (isInvitation(record, file))
      return { kind: "unknown", why: l10n.t("whoever has the invitation's id is invited") };
    const entitled = pinned.find(one => this.#entitles(one, table, record));
    if (entitled) return { kind: "unknown", why: l10n.t("look-up by `{0}`", entitled.column) };
    if (pinned.length === 0 && isSweep(record)) return { kind: "unknown", why: l10n.t("housekeeping") };
    if (pinned.length === 0) {
      const fixed =
        record.single ||
        conditions.some(
          one => isIdentity(one.column, table, this.tenancy) || /slug|name|key|code|domain|email/iu.test(one.column),
        );
      return fixed ? { kind: "unknown", why: "fixed row" } : this.#unfiltered(record, file);
    }
    if (identities.length === 0) return { kind: "unknown", why: l10n.t("look-up by `{0}`", pinned[0]!.column) };
    return this.#judge(record, file, table, identities);
  }

  /** `team: teamOf({ userId })`: a relation whose condition another function builds. */
  #isBuilt(predicate: Predicate, record: QueryRecord): boolean {
    if (record.library !== "prisma" || !predicate.origins.some(origin => origin.kind === "call")) return false;
    return !this.tenancy.isField(predicate.column.split(".").at(-1)!);
  }

  /** Whoever knows a token, or another system's id, is entitled to the row; a slug or e-mail looks the tenant up. */
  #entitles(predicate: Predicate, table: Table, record: QueryRecord): boolean {
    const owner = record.library === "sql" && /^(.+)\.[^.]+$/u.exec(predicate.column)?.[1];
    if (owner && this.tenancy.ownershipOf(findTable(this.project.schema, owner)).kind === "global") return false;
    const column = predicate.column.split(".").at(-1)!;
    if (this.tenancy.targetOf(table, column)) return false;
    return ENTITLING_COLUMN.test(column) || LOOKUP_COLUMN.test(column);
  }

  #unfiltered(record: QueryRecord, file: FileSummary): Scope {
    const guard = this.guards.around(record, file);
    if (guard) return guard;
    const administers =
      ADMINISTRATION.test(file.path) ||
      this.functionsOfUnit(file, record.unit).some(fn => fn.calls.some(call => ADMINISTRATION.test(call.text)));
    if (administers) return { kind: "unknown", why: "administration" };
    const before = this.queriesOf(file, record.unit).find(
      other =>
        other !== record &&
        other.start < record.start &&
        (other.table ?? other.model) === (record.table ?? record.model),
    );
    const told = before && this.scopeOf(before, file);
    return told?.kind === "open" && told.by === "none" && before?.operation === record.operation
      ? { kind: "unknown", why: l10n.t("follows another finding"), follows: told }
      : { kind: "open", by: "none" };
  }

  #judge(record: QueryRecord, file: FileSummary, table: Table, predicates: readonly Predicate[]): Scope {
    const context = { file, unit: record.unit, depth: 0 };
    const verdicts = predicates.map(one => ({ predicate: one, verdict: this.#verdict(one, context) }));
    const proved = verdicts.find(one => one.verdict === "scoped" || one.verdict === "user");
    if (proved?.predicate.conditional) return { kind: "unknown", why: "conditional filter" };
    if (proved) return { kind: "scoped", why: `\`${proved.predicate.key}\`` };
    const tenantKey = predicates.find(one => this.tenancy.isTenantText(one.key));
    if (tenantKey) return { kind: "scoped", why: `\`${tenantKey.key}\`` };
    const guard = this.guards.forKeys(record, file, table, predicates) ?? this.guards.around(record, file);
    if (guard) return guard;
    const most = worst(verdicts.map(one => one.verdict));
    const decisive = verdicts.find(one => one.verdict === most)!.predicate;
    const pin = { column: decisive.column, value: decisive.key, single: decisive.operator === "=" };
    const by = openBy(most);
    if (by) return { kind: "open", by, ...pin };
    const why = l10n.t("value of `{0}`", decisive.key);
    return { kind: "unknown", why, ...(most === "follows" ? { follows: { kind: "open", by: "server", ...pin } } : {}) };
  }

  /** A value that is named after the calling person is theirs, unless it is known to come from the request. */
  #verdict(predicate: Predicate, context: ValueContext): Verdict {
    const verdict = this.values.all(predicate.origins, context);
    if (verdict === "client" && this.values.isMadeOfTenant(predicate.origins)) return "unknown";
    return verdict !== "client" && isPersonKey(predicate.key) ? "user" : verdict;
  }

  isOffline(record: QueryRecord, file: FileSummary): boolean {
    return record.unit === "" || OPERATOR_FILE.test(file.path);
  }

  isGated(record: QueryRecord, file: FileSummary): boolean {
    return isGated(record, file, this);
  }
}

/** A write of new rows, whose tenant is in the payload. */
export function isWrite(record: QueryRecord): boolean {
  return record.operation === "insert" || record.operation === "upsert";
}

function openBy(verdict: Verdict): "client" | "inner" | "server" | undefined {
  return verdict === "client" || verdict === "inner" || verdict === "server" ? verdict : undefined;
}
