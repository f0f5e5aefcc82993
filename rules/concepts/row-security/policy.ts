/**
 * A row-level security policy as its migration wrote it, and what has become of it when all migrations have run. DOMAIN.md
 * §4.2: permissive policies add up, restrictive ones take away; without WITH CHECK an UPDATE is checked by its USING.
 */
import type { FilePlace, Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { Project } from "../../project/project.ts";
import { findTable, type Policy as PolicyState, type Table } from "../../project/schema/schema.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { clientRolesOf, exposureOf, mayDo } from "./exposure.ts";
import { ownerOf, type RowOwner } from "./owner.ts";

export interface PolicyRecord extends Span {
  place: Place;
  table: { name: string; schema?: string };
}

export type WriteCommand = "insert" | "update" | "delete";

export interface Policy extends ConceptNode {
  type: "Policy";
  name: string;
  table: string;
  place: Place;
  statement: FilePlace;
  /** It still stands, as written or altered, when all migrations have run. */
  live: boolean;
  /** Clients of the database API reach the table under their own roles. */
  exposed: boolean;
  /** What clients may do to every row because of it: its condition is always true and nothing else restricts it. */
  opensWrites: WriteCommand[];
  /** The roles that clients have and it speaks of: "everyone", "every signed-in user". */
  reaches: string;
  /** Its condition trusts what a user writes about himself. */
  trustsUserMetadata: boolean;
  /** Row-level security is known to be off, so the policies of the table say nothing: how many, told by the first. */
  idlePolicies: number;
  rowSecurityPlace?: FilePlace;
  owner: RowOwner;
  /** Where `TO role` goes, or the roles that are written there; offsets into the file. */
  roles: { start: number; end: number; written: boolean } | undefined;
}

export const policyConcept: ConceptKind<PolicyRecord, Policy> = {
  name: "Policy",
  triggers: () => ["policy", "POLICY", "Policy"],
  recognise: () => [],
  recogniseFacts: file =>
    (file.schema?.operations ?? []).flatMap(operation =>
      operation.op === "create-policy"
        ? [{ ...spanOf(operation.place), place: operation.place, table: operation.policy.table }]
        : [],
    ),
  complete(record, file, project) {
    const table = findTable(project.schema, record.table);
    const state = table?.policies.find(one => one.place.path === file.path && one.place.start === record.place.start);
    const { roles, statement } = sourceOf(record, file);
    const exposed = table !== undefined && exposureOf(project).exposes(table);
    return {
      type: "Policy",
      ...spanOf(record.place),
      name: state?.name ?? "",
      table: record.table.name,
      place: record.place,
      statement: { ...statement, path: file.path },
      live: state !== undefined,
      exposed,
      opensWrites: state && table && exposed ? openWrites(state, table, project) : [],
      reaches: state && clientRolesOf(state).includes("anon") ? "everyone" : "every signed-in user",
      trustsUserMetadata: state !== undefined && USER_METADATA.test(`${state.using ?? ""} ${state.check ?? ""}`),
      idlePolicies: state && table?.rls?.enabled === false && table.policies[0] === state ? table.policies.length : 0,
      ...(table?.rls?.place ? { rowSecurityPlace: table.rls.place } : {}),
      owner: table ? ownerOf(table, project) : { kind: "unknown" },
      roles,
    };
  },
};

/** Users change it themselves through the authentication API (splinter 0015 `rls_references_user_metadata`). */
const USER_METADATA = /\b(?:raw_)?user_meta_?data\b/iu;

const ALWAYS = /^[\s(]*(?:true|1\s*=\s*1|'t(?:rue)?'::bool(?:ean)?)[\s)]*$/iu;

function openWrites(policy: PolicyState, table: Table, project: Project): WriteCommand[] {
  if (!policy.permissive || clientRolesOf(policy).length === 0) return [];
  const commands: WriteCommand[] =
    policy.command === "all" ? ["insert", "update", "delete"] : policy.command === "select" ? [] : [policy.command];
  return commands.filter(
    command =>
      isOpenFor(command, policy) &&
      !isRestricted(command, table) &&
      clientRolesOf(policy).some(role => mayDo(role, command, table, project)),
  );
}

/** `FOR UPDATE USING (own) WITH CHECK (true)` changes own rows only: the rows to change are what USING shows. */
function isOpenFor(command: WriteCommand, policy: PolicyState): boolean {
  const condition = command === "insert" ? (policy.check ?? policy.using) : policy.using;
  return condition !== undefined && ALWAYS.test(condition);
}

function isRestricted(command: WriteCommand, table: Table): boolean {
  return table.policies.some(other => !other.permissive && (other.command === "all" || other.command === command));
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

/** The statement's own facts, which the replayed state has only while the policy lives. */
function sourceOf(record: PolicyRecord, file: FileSummary): { statement: Place; roles: Policy["roles"] } {
  for (const operation of file.schema?.operations ?? [])
    if (operation.op === "create-policy" && operation.place.start === record.place.start)
      return { statement: operation.policy.statement, roles: operation.policy.rolesAt };
  return { statement: record.place, roles: undefined };
}
