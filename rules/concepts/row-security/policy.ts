/**
 * A row-level security policy as its migration wrote it, and what has become of it when all migrations have run. DOMAIN.md
 * §4.2: permissive policies add up, restrictive ones take away; without WITH CHECK an UPDATE is checked by its USING.
 */
import * as l10n from "@vscode/l10n";
import type { FilePlace, Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { Project } from "../../project/project.ts";
import { findTable, type Policy as PolicyState, type Table } from "../../project/schema/schema.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { type ClientRole, clientRolesOf, exposureOf, mayDo } from "./exposure.ts";
import { mayBeUnowned, ownerOf, type RowOwner } from "./owner.ts";

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
  /** It opens changes of rows that its users cannot read: a statement that names a row is held to the rows they can. */
  boundByReads: boolean;
  /** Its condition trusts what a user writes about himself, itself or in a function that it calls. */
  trustsUserMetadata: boolean;
  /** That function. */
  metadataPlace?: FilePlace;
  /** Row-level security is known to be off, so the policies of the table say nothing: how many, told by the first. */
  idlePolicies: number;
  rowSecurityPlace?: FilePlace;
  owner: RowOwner;
  /** The column that names the owner may be empty. */
  acceptsUnowned: boolean;
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
    const opensWrites = state && table && exposed ? openWrites(state, table) : [];
    const metadata = state && metadataIn(state, project);
    return {
      type: "Policy",
      ...spanOf(record.place),
      name: state?.name ?? "",
      table: record.table.name,
      place: record.place,
      statement: { ...statement, path: file.path },
      live: state !== undefined,
      exposed,
      opensWrites,
      reaches:
        state && table && opensTo(state, opensWrites, table).includes("anon")
          ? l10n.t("everyone")
          : l10n.t("every signed-in user"),
      boundByReads:
        table !== undefined && opensWrites.length > 0 && !opensWrites.includes("insert") && !readsAreOpen(table),
      trustsUserMetadata: metadata !== undefined,
      ...(metadata && metadata !== "itself" ? { metadataPlace: metadata } : {}),
      idlePolicies: state && table?.rls?.enabled === false && table.policies[0] === state ? table.policies.length : 0,
      ...(table?.rls?.place ? { rowSecurityPlace: table.rls.place } : {}),
      owner: table ? ownerOf(table, project) : { kind: "unknown" },
      acceptsUnowned: table !== undefined && mayBeUnowned(table, project),
      roles,
    };
  },
};

/** Users change it themselves through the authentication API (splinter 0015 `rls_references_user_metadata`). */
const USER_METADATA = /\b(?:raw_)?user_meta_?data\b/iu;

function metadataIn(policy: PolicyState, project: Project): "itself" | FilePlace | undefined {
  // What takes away opens nothing, and the server's own role has no metadata.
  if (!policy.permissive || clientRolesOf(policy).length === 0) return undefined;
  const text = withoutComments(`${policy.using ?? ""} ${policy.check ?? ""}`);
  if (USER_METADATA.test(text)) return "itself";
  for (const [, name] of text.matchAll(/(?<![\w$])([\w$]+)"?\s*\(/gu)) {
    const facts = project.schema.functions.get(name!.toLowerCase());
    const only = facts?.length === 1 ? facts[0] : undefined;
    // A function that writes the metadata into a table of its own is no check of it.
    if (only && only.accesses.every(access => access.kind === "read") && USER_METADATA.test(withoutComments(only.body)))
      return only.place;
  }
  return undefined;
}

function withoutComments(text = ""): string {
  return text.replace(/--[^\n]*/gu, " ").replace(/\/\*[\s\S]*?(?:\*\/|$)/gu, " ");
}

const ALWAYS = /^[\s(]*(?:true|1\s*=\s*1|'t(?:rue)?'::bool(?:ean)?)[\s)]*$/iu;

/** True for whoever has signed in, and everyone may sign up. */
const SIGNED_IN =
  /^[\s(]*(?:select\s+)?auth\.(?:uid\s*\(\s*\)[\s)]*(?:is\s+not\s+null)|role\s*\(\s*\)[\s)]*=\s*'authenticated'(?:::text)?)[\s)]*$/iu;

/** Some policy of the table, were row-level security on, would let clients past. */
export function wouldOpen(table: Table, project: Project): boolean {
  return table.policies.some(one => openWrites(one, table).length > 0 || metadataIn(one, project) !== undefined);
}

function openWrites(policy: PolicyState, table: Table): WriteCommand[] {
  if (!policy.permissive || clientRolesOf(policy).length === 0) return [];
  const commands: WriteCommand[] =
    policy.command === "all" ? ["insert", "update", "delete"] : policy.command === "select" ? [] : [policy.command];
  return commands.filter(
    command => isOpen(conditionOf(command, policy)) && opensTo(policy, [command], table).length > 0,
  );
}

/** Roles to which a policy that is open for these commands really opens them. */
function opensTo(policy: PolicyState, commands: readonly WriteCommand[], table: Table): ClientRole[] {
  return clientRolesOf(policy).filter(role =>
    commands.some(
      command =>
        mayDo(role, command, table) &&
        !isRestricted(role, command, table) &&
        (role !== "anon" || isAlways(conditionOf(command, policy))),
    ),
  );
}

/** `FOR UPDATE USING (own) WITH CHECK (true)` changes own rows only: the rows to change are what USING shows. */
function conditionOf(command: WriteCommand, policy: PolicyState): string | undefined {
  return command === "insert" ? (policy.check ?? policy.using) : policy.using;
}

function isOpen(condition: string | undefined): boolean {
  return isAlways(condition) || alternatives(condition).some(one => SIGNED_IN.test(one));
}

function isAlways(condition: string | undefined): boolean {
  return alternatives(condition).some(one => ALWAYS.test(one));
}

/** What stands between the ORs outside every parenthesis: one that is open opens the whole. */
function alternatives(condition = ""): string[] {
  const parts: string[] = [""];
  let depth = 0;
  for (const piece of withoutComments(condition).split(/([()]|'[^']*'|\bor\b)/iu)) {
    if (piece === "(") depth++;
    if (piece === ")") depth--;
    if (depth === 0 && /^or$/iu.test(piece)) parts.push("");
    else parts.push(`${parts.pop()}${piece}`);
  }
  return parts;
}

function isRestricted(role: ClientRole, command: WriteCommand, table: Table): boolean {
  return table.policies.some(
    other =>
      !other.permissive &&
      (other.command === "all" || other.command === command) &&
      clientRolesOf(other).includes(role) &&
      !isOpen(conditionOf(command, other)),
  );
}

/** Someone may read every row, so that a change finds it. */
export function readsAreOpen(table: Table): boolean {
  return table.policies.some(
    other =>
      other.permissive &&
      (other.command === "all" || other.command === "select") &&
      clientRolesOf(other).length > 0 &&
      isOpen(other.using),
  );
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
