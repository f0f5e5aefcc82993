import * as l10n from "@vscode/l10n";
import { findTable, type Schema, type Table } from "./schema.ts";

/** A table that could own the rows of others, with the columns that point to it. */
export interface OwnerCandidate {
  /** Undefined when only the column's name speaks of a tenant. */
  root?: Table;
  columns: string[];
  /** Tables that carry one of the columns, the root not counted. */
  direct: number;
  /** Share of all tables (0–1) that carry a column or point to one that does. */
  reach: number;
  /** People are tied to it, or its name means nothing else. */
  trusted: boolean;
  /** Its name is as a rule that of a trading partner. */
  weak: boolean;
  reason: string;
}

/**
 * Words for an owner. `sure` ones mean nothing else; `ambiguous` ones are also things that an application is about, so they
 * need members; a `weak` one is as a rule the other party of a trade.
 */
const OWNER_WORDS: Readonly<Record<string, "sure" | "ambiguous" | "weak">> = {
  tenant: "sure",
  org: "sure",
  organization: "sure",
  organisation: "sure",
  workspace: "sure",
  site: "ambiguous",
  team: "ambiguous",
  account: "ambiguous",
  company: "ambiguous",
  project: "ambiguous",
  environment: "ambiguous",
  customer: "weak",
};

/** Possible tenants, best first. Empty for an application with one tenant. */
export function ownerCandidates(schema: Schema): OwnerCandidate[] {
  const groups = new Map<Table | string, Carrier[]>();
  for (const carrier of withRoots(carriers(schema))) {
    const key = carrier.root ?? carrier.word;
    groups.set(key, [...(groups.get(key) ?? []), carrier]);
  }
  const candidates = [...groups.values()].flatMap(group => candidateOf(schema, group));
  const accepted = candidates.filter(isAccepted);
  return accepted.sort((a, b) => compareOwners(a, b));
}

interface Carrier {
  table: Table;
  column: string;
  word: string;
  root?: Table;
}

/** Every column that is named after an owner, with the table it points to by key or by name. */
function carriers(schema: Schema): Carrier[] {
  return [...schema.tables.values()].flatMap(table =>
    [...table.columns.values()].flatMap((column): Carrier[] => {
      const stem = stemOf(column.name);
      const word = stem === undefined ? undefined : ownerWord(stem);
      if (stem === undefined || word === undefined) return [];
      const key = table.foreignKeys.find(one => one.columns.length === 1 && one.columns[0] === column.name);
      const root = key ? findTable(schema, { name: key.table, schema: key.tableSchema }) : tableNamed(schema, stem);
      if (root === table || (root === undefined && stem !== word)) return [];
      if (root && stem !== word && singular(root.name) !== stem && singular(root.modelName ?? "") !== stem) return [];
      return [{ table, column: column.name, word, root }];
    }),
  );
}

/** A column without a key points where its namesakes point, if they agree. */
function withRoots(found: readonly Carrier[]): Carrier[] {
  const roots = new Map<string, Set<Table>>();
  for (const { column, root } of found) if (root) roots.set(column, (roots.get(column) ?? new Set()).add(root));
  return found.map(carrier => {
    const known = roots.get(carrier.column);
    return carrier.root || known?.size !== 1 ? carrier : { ...carrier, root: [...known][0] };
  });
}

function candidateOf(schema: Schema, group: readonly Carrier[]): OwnerCandidate[] {
  const root = group[0]!.root;
  if (root && isLogin(root)) return [];
  const columns = byFrequency(group.map(carrier => carrier.column));
  const direct = new Set(group.map(carrier => carrier.table)).size;
  const sure =
    group.some(carrier => OWNER_WORDS[carrier.word] === "sure") || OWNER_WORDS[singular(root?.name ?? "")] === "sure";
  const members = root && membership(schema, root, columns);
  const business = direct - (members?.table ? 1 : 0);
  if (business < 2) return [];
  const reach = reachOf(schema, columns, root);
  const reason = reasonOf(columns[0]!, direct, root?.name, members?.name);
  return [
    {
      root,
      columns,
      direct,
      reach,
      trusted: sure || members !== undefined,
      weak: OWNER_WORDS[group[0]!.word] === "weak",
      reason,
    },
  ];
}

function reasonOf(column: string, tables: number, root: string | undefined, members: string | undefined): string {
  if (root === undefined) return l10n.t("`{0}` is on {1} tables.", column, tables);
  return members === undefined
    ? l10n.t("`{0}` is on {1} tables and points to {2}.", column, tables, root)
    : l10n.t("`{0}` is on {1} tables, and `{2}` ties people to {3}.", column, tables, members, root);
}

/** An owner has members, or a name that means nothing else; and much of the database is its property. */
function isAccepted(candidate: OwnerCandidate): boolean {
  if (!candidate.trusted) return false;
  if (candidate.weak) return candidate.reach >= 0.6;
  return candidate.direct >= 3 ? candidate.reach >= 0.2 : candidate.reach >= 0.4;
}

/** An owner that belongs to another comes after it; else the one that owns more. */
function compareOwners(a: OwnerCandidate, b: OwnerCandidate): number {
  if (a.root && b.columns.some(column => a.root!.columns.has(column))) return 1;
  if (b.root && a.columns.some(column => b.root!.columns.has(column))) return -1;
  return b.reach - a.reach || b.direct - a.direct;
}

/** What ties people to the owner: a membership table, a column on the people's own table, or an owner column. */
function membership(
  schema: Schema,
  root: Table,
  columns: readonly string[],
): { name: string; table?: Table } | undefined {
  const carrying = [...schema.tables.values()].filter(
    table => table !== root && columns.some(name => table.columns.has(name)),
  );
  const named = (table: Table) =>
    singular(table.name).startsWith(singular(root.name)) || singular(table.name).startsWith("user");
  const byName = (table: Table) => (named(table) ? 0 : 2) + (/member/i.test(table.name) ? 0 : 1);
  for (const table of carrying.sort((a, b) => byName(a) - byName(b))) {
    const toRoot = columns.find(column => table.columns.has(column))!;
    const people = [...table.columns.keys()].filter(name => name !== toRoot && pointsToPerson(table, name));
    if (people.some(name => isMembership(table, toRoot, name))) return { name: table.name, table };
  }
  const people = carrying.find(table => isPeople(table.name));
  if (people) return { name: people.name };
  const owner = [...root.columns.keys()].find(
    name => /^(?:owner|user)(?:_?id)?$/i.test(name) && pointsToPerson(root, name),
  );
  return owner === undefined ? undefined : { name: `${root.name}.${owner}` };
}

/** A pair of keys that is unique, or a table named for it. */
function isMembership(table: Table, toRoot: string, toPerson: string): boolean {
  const isPair = (columns: readonly string[]) =>
    columns.length <= 3 && columns.includes(toRoot) && columns.includes(toPerson);
  if (isPair(table.primaryKey) || table.uniqueKeys.some(key => isPair(key.columns))) return isMemberName(table.name);
  return isMemberName(table.name) && table.columns.size <= 14;
}

function isMemberName(name: string): boolean {
  return /member|user|people|staff|collaborator|_roles?$/i.test(name) && !/invit/i.test(name);
}

function pointsToPerson(table: Table, column: string): boolean {
  const key = table.foreignKeys.find(one => one.columns.length === 1 && one.columns[0] === column);
  if (key) return isPeople(key.table);
  return /^(?:user|member|profile|person|owner|employee)_?id$/i.test(column);
}

/** A table of sign-ins at a provider, or of money, that happens to be called account. */
function isLogin(root: Table): boolean {
  const names = [...root.columns.keys()].map(name => name.toLowerCase().replace(/_/g, ""));
  const provider = names.includes("provider") || names.includes("providerid") || names.includes("provideraccountid");
  const bank = names.includes("balance") || names.includes("iban") || names.includes("accountnumber");
  return singular(root.name) === "account" && (provider || bank);
}

/** Share of tables that carry a column or point, over any foreign keys but those to people, to one that does. */
function reachOf(schema: Schema, columns: readonly string[], root: Table | undefined): number {
  const tables = [...schema.tables.values()].filter(table => table !== root && !isBookkeeping(table));
  const owned = new Set<Table>(tables.filter(table => columns.some(column => table.columns.has(column))));
  if (root) owned.add(root);
  for (let grown = true; grown;) {
    grown = false;
    for (const table of tables) {
      if (owned.has(table) || isPeople(table.name)) continue;
      const target = table.foreignKeys.some(key => {
        const next = findTable(schema, { name: key.table, schema: key.tableSchema });
        return next !== undefined && owned.has(next) && !isPeople(next.name);
      });
      if (target) {
        owned.add(table);
        grown = true;
      }
    }
  }
  return tables.length === 0 ? 0 : tables.filter(table => owned.has(table)).length / tables.length;
}

function isBookkeeping(table: Table): boolean {
  return /^(?:_prisma_migrations|schema_migrations|alembic_version|spatial_ref_sys|verification_?tokens?|sessions?)$/i.test(
    table.name,
  );
}

function byFrequency(columns: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const column of columns) counts.set(column, (counts.get(column) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([column]) => column);
}

/** `organization_id`, `organizationId`, `organisationID` → organization; undefined for other columns. */
function stemOf(column: string): string | undefined {
  const stem = /^(.+?)(?:_id|Id|ID)$/.exec(column)?.[1];
  return stem?.replace(/_/g, "").toLowerCase();
}

/** The owner word that a stem is or ends in: `emailaccount` → account. */
function ownerWord(stem: string): string | undefined {
  if (stem in OWNER_WORDS) return stem;
  return Object.keys(OWNER_WORDS).find(
    word => stem.endsWith(word) && !/^(?:parent|default|current|active|source|target|external|last|new|old)/.test(stem),
  );
}

function tableNamed(schema: Schema, stem: string): Table | undefined {
  const found = [...schema.tables.values()].filter(
    table => singular(table.name) === stem || (stem === "org" && /^organi[sz]ation$/.test(singular(table.name))),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** Tables of persons, who may belong to several tenants. */
export function isPeople(name: string): boolean {
  if (/^(?:project|org|organi[sz]ation|team|workspace|tenant|site|account|company)s?_?users?$/i.test(name))
    return false;
  return /^(?:\w+_)?users?$|^(?:profiles?|persons?|people|employees?)$/i.test(name);
}

/** `Organizations` → organization, `companies` → company, `email_accounts` → emailaccount. */
export function singular(name: string): string {
  const lower = name.toLowerCase().replace(/_/g, "");
  if (lower.endsWith("ies")) return `${lower.slice(0, -3)}y`;
  return lower.endsWith("s") && !lower.endsWith("ss") ? lower.slice(0, -1) : lower;
}
