/** Which constructors give which database clients, and which settings decide what a client may see. */

export type ClientKind = "service-role" | "user" | "plain" | "tenant" | "backend" | "unknown";

export interface ClientConstructor {
  /** Library name of the call. */
  name: string;
  /** What the constructor always gives; "key": the key argument decides. */
  kind: ClientKind | "key";
  /** Position and keyword of the key. */
  key?: { position: number; keyword: string };
  source: string;
}

export const CLIENT_CONSTRUCTORS: readonly ClientConstructor[] = [
  {
    name: "@supabase/supabase-js.createClient",
    kind: "key",
    key: { position: 1, keyword: "supabaseKey" },
    source: "DOMAIN 4.1; supabase-js 2.109 src/index.ts",
  },
  {
    name: "@supabase/ssr.createServerClient",
    kind: "user",
    source: "DOMAIN 4.1: the session cookie's Authorization wins over the key",
  },
  { name: "@supabase/ssr.createBrowserClient", kind: "user", source: "DOMAIN 4.1" },
  {
    name: "@supabase/auth-helpers-nextjs.createServerComponentClient",
    kind: "user",
    source: "@supabase/auth-helpers-nextjs 0.10 src/index.ts",
  },
  {
    name: "@supabase/auth-helpers-nextjs.createRouteHandlerClient",
    kind: "user",
    source: "@supabase/auth-helpers-nextjs 0.10 src/index.ts",
  },
  {
    name: "@supabase/auth-helpers-nextjs.createServerActionClient",
    kind: "user",
    source: "@supabase/auth-helpers-nextjs 0.10 src/index.ts",
  },
  {
    name: "@supabase/auth-helpers-nextjs.createClientComponentClient",
    kind: "user",
    source: "@supabase/auth-helpers-nextjs 0.10 src/index.ts",
  },
  {
    name: "supabase.create_client",
    kind: "key",
    key: { position: 1, keyword: "supabase_key" },
    source: "supabase-py 2 supabase/_sync/client.py",
  },
  {
    name: "supabase.create_async_client",
    kind: "key",
    key: { position: 1, keyword: "supabase_key" },
    source: "supabase-py 2 supabase/_async/client.py",
  },
  {
    name: "supabase.acreate_client",
    kind: "key",
    key: { position: 1, keyword: "supabase_key" },
    source: "supabase-py 2 supabase/__init__.py",
  },
  {
    name: "supabase.Client",
    kind: "key",
    key: { position: 1, keyword: "supabase_key" },
    source: "supabase-py 2 supabase/_sync/client.py",
  },
];

/** `https://esm.sh/@supabase/supabase-js@2.createClient`, `npm:@supabase/…@2.createClient`: the package without its source and version. */
export function plainLibraryName(name: string): string {
  if (!name.includes(":") && !name.includes("@", 1)) return name;
  return name
    .replace(/^(?:https:\/\/(?:esm\.sh|cdn\.skypack\.dev|cdn\.jsdelivr\.net\/npm|deno\.land\/x)\/|npm:|jsr:)/u, "")
    .replace(/^(@?[^@]+)@[\d.^~]*\d(?:\/\+esm)?(?=\.)/u, "$1");
}

/** Wrappers that open a transaction as a user or for a tenant, by which row-level security applies. */
export const SCOPED_TRANSACTION =
  /^\.(?:rls|asUser|withRls|withTenant|forTenant|runAsTenant|withOrganizationContext)$/iu;

/** Drivers whose connections see what the database user sees: all rows, in most applications. */
export const SQL_DRIVER =
  /^(?:pg|postgres|psycopg2?|asyncpg|mysql2|mysql|aiomysql|databases|@neondatabase\/serverless|@vercel\/postgres|sqlalchemy|drizzle-orm|@prisma\/client|knex|kysely|typeorm|sequelize|slonik)(?:$|[./])/u;

/** Names of settings that hold a key which bypasses row-level security (supabase docs, api-keys). */
export const SERVICE_KEY_NAME = /service_?role|service_?key|secret_?key|sb_secret|admin_?key/iu;

/** Names of settings that hold a key bound by row-level security. */
export const PUBLIC_KEY_NAME = /anon|publishable|public_?key/iu;

/** Options that make a client speak for one user (supabase-js 2 `global.headers`, `accessToken`). */
export const USER_OPTION = /authorization|accessToken|access_token/iu;

/** Clients that take a connection from a pool and give it back. Source: pg 8 Pool, asyncpg create_pool, SQLAlchemy 2.0 QueuePool. */
export const POOLED_CONNECTION =
  /^(?:pg\.(?:default\.)?Pool|asyncpg\.create_pool|psycopg_pool\.|sqlalchemy\.|postgres(?:\.default)?\(|@prisma\/client|@neondatabase\/serverless\.Pool|drizzle-orm)/u;

/** Connections that end with the work. Source: pg 8 Client, psycopg 3 connect, asyncpg connect. */
export const DEDICATED_CONNECTION = /^(?:pg\.(?:default\.)?Client|psycopg2?\.connect|asyncpg\.connect)/u;
