/**
 * Whether strangers reach a table: through a database API (PostgREST, as Supabase runs it) that answers under the roles
 * `anon` and `authenticated`. In a database that only servers reach, row-level security guards nothing against clients.
 */
import type { Project } from "../../project/project.ts";
import type { Grant, Policy, Table } from "../../project/schema/schema.ts";

/** Schemas that the API serves unless configured otherwise. Supabase's default `api.schemas`. */
const SERVED = new Set(["public", "graphql_public"]);
const CLIENT_ROLES = ["anon", "authenticated"] as const;

export type ClientRole = (typeof CLIENT_ROLES)[number];

export class Exposure {
  readonly #hasApi: boolean;

  constructor(project: Project) {
    this.#hasApi = hasDatabaseApi(project);
  }

  exposes(table: Table): boolean {
    return this.#hasApi && table.dialect === "postgres" && SERVED.has(table.schema);
  }
}

export function exposureOf(project: Project): Exposure {
  return project.derived("database exposure", () => new Exposure(project));
}

/** Roles that clients have and a policy speaks of. */
export function clientRolesOf(policy: Pick<Policy, "roles">): ClientRole[] {
  return CLIENT_ROLES.filter(role => policy.roles.includes("public") || policy.roles.includes(role));
}

/** Privileges stand before policies: what was revoked, no policy opens. Supabase grants all of them by default. */
export function mayDo(role: ClientRole, command: string, table: Table, project: Project): boolean {
  let allowed = true;
  for (const grant of project.schema.grants)
    if (
      speaksOf(grant, table) &&
      (grant.roles.includes(role) || (grant.roles.includes("public") && !grant.grant)) &&
      covers(grant, command)
    )
      allowed = grant.grant;
  return allowed;
}

function speaksOf(grant: Grant, table: Table): boolean {
  if (grant.target === "all-tables") return grant.names.some(name => name.name === table.schema);
  return (
    grant.target === "table" &&
    grant.names.some(name => name.name === table.name && (name.schema ?? "public") === table.schema)
  );
}

function covers(grant: Grant, command: string): boolean {
  return grant.privileges.length === 0 || grant.privileges.includes(command) || grant.privileges.includes("all");
}

/** Migrations that name the API's roles or its `auth` functions, or a client library for it. */
function hasDatabaseApi(project: Project): boolean {
  for (const table of project.schema.tables.values())
    for (const policy of table.policies)
      if (
        policy.roles.some(role => role === "anon" || role === "authenticated") ||
        /\bauth\.(?:uid|jwt|role)\s*\(/iu.test(`${policy.using ?? ""} ${policy.check ?? ""}`)
      )
        return true;
  for (const file of project.files()) {
    const manifest = file.manifest;
    if (!manifest) continue;
    if (["@supabase/supabase-js", "@supabase/ssr", "supabase", "postgrest"].some(name => name in manifest.dependencies))
      return true;
  }
  return false;
}
