/**
 * Whether strangers reach a table: through a database API (PostgREST, as Supabase runs it) that answers under the roles
 * `anon` and `authenticated`. In a database that only servers reach, row-level security guards nothing against clients.
 */
import type { Project } from "../../project/project.ts";
import { sqlRole } from "../../project/schema/migration-order.ts";
import type { ForeignKey, Policy, Schema, Table, TableGrant } from "../../project/schema/schema.ts";

/** Schemas that the API serves unless configured otherwise. Supabase's default `api.schemas`. */
const SERVED = new Set(["public", "graphql_public"]);
export const CLIENT_ROLES = ["anon", "authenticated"] as const;

export type ClientRole = (typeof CLIENT_ROLES)[number];

export class Exposure {
  readonly #hasApi: boolean;

  constructor(project: Project) {
    this.#hasApi = hasDatabaseApi(project);
  }

  /** A partition is no resource of the API: its rows are reached through its parent, whose policies decide. */
  exposes(table: Table): boolean {
    const isServed = table.dialect === "postgres" && SERVED.has(table.schema) && table.partitionOf === undefined;
    return this.#hasApi && isServed && isReachable(table);
  }
}

export function exposureOf(project: Project): Exposure {
  return project.memo("database exposure", () => new Exposure(project));
}

/** Roles that clients have and a policy speaks of. */
export function clientRolesOf(policy: Pick<Policy, "roles">): ClientRole[] {
  return CLIENT_ROLES.filter(role => policy.roles.includes("public") || policy.roles.includes(role));
}

/**
 * Privileges stand before policies: what was revoked, no policy opens. Supabase grants all of them to both roles by default;
 * what is revoked from PUBLIC leaves these grants as they are.
 */
export function mayDo(role: ClientRole, command: string, table: Table): boolean {
  let own = true;
  let everyone = false;
  for (const grant of table.grants.filter(one => covers(one, command))) {
    if (grant.roles.includes(role)) own = grant.grant;
    if (grant.roles.includes("public")) everyone = grant.grant;
  }
  return own || everyone;
}

const COMMANDS = ["select", "insert", "update", "delete"];

function isReachable(table: Table): boolean {
  return CLIENT_ROLES.some(role => COMMANDS.some(command => mayDo(role, command, table)));
}

function covers(grant: TableGrant, command: string): boolean {
  return grant.privileges.length === 0 || grant.privileges.includes(command) || grant.privileges.includes("all");
}

/** Migrations that name the API's roles, its `auth` functions or its users, or a client library for it. */
function hasDatabaseApi(project: Project): boolean {
  const { schema } = project;
  const isClient = (role: string) => CLIENT_ROLES.some(one => one === role);
  const isRun = runFiles(schema);
  if (schema.grants.some(grant => grant.roles.some(isClient) && isRun(grant.place.path))) return true;
  const ownUsers = schema.tables.has("auth.users");
  const isApiUser = (key: ForeignKey) => !ownUsers && key.tableSchema === "auth" && key.table === "users";
  for (const table of schema.tables.values()) {
    if (table.foreignKeys.some(key => isApiUser(key) && isRun(key.place.path))) return true;
    for (const { roles, using, check, place } of table.policies)
      if (isRun(place.path) && (roles.some(isClient) || AUTH_CALL.test(`${using ?? ""} ${check ?? ""}`))) return true;
  }
  for (const { manifest } of project.files())
    if (manifest && CLIENT_LIBRARIES.some(name => name in manifest.dependencies)) return true;
  return false;
}

/** Where there are migrations, nobody knows whether a script beside them was ever run, or could be. */
function runFiles({ tables }: Schema): (path: string) => boolean {
  const isMigration = (path: string) => sqlRole(path) === "migration";
  const places = [...tables.values()].flatMap(table => [table, ...table.policies]);
  const hasMigrations = places.some(one => isMigration(one.place.path));
  return path => !hasMigrations || isMigration(path);
}

const AUTH_CALL = /\bauth\.(?:uid|jwt|role)\s*\(/iu;
const CLIENT_LIBRARIES = ["@supabase/supabase-js", "@supabase/ssr", "supabase", "postgrest"];
