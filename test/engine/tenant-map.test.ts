import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { Engine } from "../../server/engine/engine.ts";
import { prepareTenantMap, queriesOnTenantTables, tenantMap } from "../../server/engine/tenant-map.ts";
import {
  clientText,
  countText,
  ownershipText,
  rowSecurityText,
  scopeText,
  tenantText,
} from "../../server/engine/tenant-words.ts";
import { folderWith } from "./temporary-folder.ts";

const SCHEMA = `create table tenants (id uuid primary key, owner_id uuid not null references auth.users (id));
create table calls (id uuid primary key, tenant_id uuid not null references tenants (id));
create table recordings (id uuid primary key, call_id uuid not null references calls (id));
create table settings (id uuid primary key, tenant_id uuid not null references tenants (id));
create schema billing;
create table billing.invoices (id uuid primary key, tenant_id uuid not null references tenants (id));
alter table calls enable row level security;
create policy own on calls for select using (true);
create policy own_too on calls for update using (true);
alter table settings enable row level security;
alter table settings disable row level security;
`;

const CLIENTS = `import { createClient } from "@supabase/supabase-js";
import { createServerClient } from "@supabase/ssr";
import { Pool } from "pg";

export const admin = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);
export const pool = new Pool();

export function userClient(cookies: never) {
  return createServerClient(process.env.SUPABASE_URL!, process.env.SUPABASE_ANON_KEY!, { cookies });
}
`;

const CALLS = `import { admin, userClient } from "./clients";

export const mine = (cookies: never) => userClient(cookies).from("calls").select("*");

export const all = () => admin.from("calls").select("*");

export const add = (tenantId: string) => admin.from("calls").insert({ tenant_id: tenantId });

export const other = (someAdmin: never) => someAdmin.from("calls").select("*").eq("tenant_id", someAdmin);
`;

const files = {
  "package.json": "{}",
  "migrations/1.sql": SCHEMA,
  "src/clients.ts": CLIENTS,
  "src/calls.ts": CALLS,
  "scripts/count.ts": CALLS.replace("./clients", "../src/clients"),
};

async function engineOf(): Promise<Engine> {
  const engine = new Engine({ root: folderWith(files), cache: false, workers: 0 });
  await engine.index();
  return engine;
}

describe("tenant map", function () {
  this.timeout(20_000);

  it("says in words how tables belong to a tenant, and what the database checks", async () => {
    const map = (await engineOf()).ask(tenantMap);
    assert.equal(
      tenantText(map),
      "`tenant_id` tells tenants apart, the rows of `tenants`: `tenant_id` is on 3 tables, and `tenants.owner_id` ties people to tenants.",
    );
    assert.deepEqual(
      map.tables.map(table => [table.name, ownershipText(table), rowSecurityText(table), countText(table)]),
      [
        ["calls", "`tenant_id`", "on, 2 policies", "3 of 4 queries scoped"],
        ["invoices", "`tenant_id`", "off", "no queries"],
        ["recordings", "`call_id` → `calls.tenant_id`", "off", "no queries"],
        ["settings", "`tenant_id`", "off", "no queries"],
        ["tenants", "the tenants themselves", "off", "no queries"],
      ],
    );
  });

  it("says of each query who sends it and what ties it to one tenant, scripts left out", async () => {
    const engine = await engineOf();
    const found = engine.ask(project => queriesOnTenantTables(project, "src/calls.ts"));
    assert.deepEqual(
      found.map(({ query }) => [query.at.line, clientText(query), query.scope.kind, scopeText(query)]),
      [
        [3, "user under row-level security", "scoped", "row-level security applies to the user's client"],
        [5, "service role", "open", "no condition on the tenant"],
        [7, "service role", "scoped", "the written row carries the tenant"],
        [9, "service role by its name", "scoped", "filter on the tenant"],
      ],
    );
    assert.deepEqual(
      engine.ask(project => queriesOnTenantTables(project, "scripts/count.ts")),
      [],
    );
    assert.deepEqual(
      engine.ask(project => queriesOnTenantTables(project, "none.ts")),
      [],
    );
  });

  it("is the same worked out in slices, and follows an edit", async () => {
    const engine = await engineOf();
    while (!engine.ask(project => prepareTenantMap(project, 1)));
    const count = () => engine.ask(tenantMap).tables.map(table => table.scoped);
    assert.deepEqual(
      count(),
      (await engineOf()).ask(tenantMap).tables.map(table => table.scoped),
    );
    engine.setDocument(
      "src/calls.ts",
      CALLS.replace('select("*");\n\nexport const add', 'select("*").eq("tenant_id", one());\n\nexport const add'),
    );
    assert.deepEqual(count(), [4, 0, 0, 0, 0]);
  });
});
