import assert from "node:assert/strict";
import { analyse } from "../../../rules/analyse.ts";
import { tenantMap } from "../../../rules/concepts/query/tenant-map.ts";
import { loadSqlParser } from "../../../rules/languages/sql/parse.ts";
import { Project } from "../../../rules/project/project.ts";

const SCHEMA = `
create table sites (id uuid primary key);
create table site_members (site_id uuid not null references sites (id), user_id uuid not null);
create table calls (id uuid primary key, site_id uuid not null references sites (id));
create table call_notes (id uuid primary key, call_id uuid not null references calls (id));
create table leads (id uuid primary key, site_id uuid not null references sites (id));
create table currencies (code text primary key);
alter table calls enable row level security;
create policy own on calls for select using (true);
`;

const CODE = `
import { createClient } from "@supabase/supabase-js";
const admin = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);
export const list = (siteId: string) => admin.from("calls").select("*").eq("site_id", siteId);
export const add = (siteId: string) => admin.from("calls").insert({ site_id: siteId });
export const drop = (id: string) => admin.from("calls").delete().eq("id", id);
export const rates = () => admin.from("currencies").select("*");
`;

describe("tenant map", () => {
  before(loadSqlParser);

  const map = () =>
    tenantMap(Project.link([analyse("supabase/migrations/1.sql", SCHEMA), analyse("lib/calls.ts", CODE)]));

  it("names the tables that belong to a tenant, and how", () => {
    const tables = map().tables.map(table => `${table.name} ${table.ownership.kind}`);
    assert.deepEqual(tables, [
      "call_notes indirect",
      "calls direct",
      "leads direct",
      "site_members direct",
      "sites root",
    ]);
    assert.deepEqual(map().globalTables, ["currencies"]);
  });

  it("counts the queries that are scoped, with client and place", () => {
    const calls = map().tables.find(table => table.name === "calls")!;
    assert.equal(calls.scoped, 2);
    assert.equal(calls.open, 1);
    assert.equal(calls.policies, 1);
    assert.equal(calls.rowSecurity?.enabled, true);
    assert.deepEqual(
      calls.queries.map(
        query => `${query.at.path}:${query.at.line} ${query.operation} ${query.client.kind} ${query.scope.kind}`,
      ),
      [
        "lib/calls.ts:4 select service-role scoped",
        "lib/calls.ts:5 insert service-role scoped",
        "lib/calls.ts:6 delete service-role open",
      ],
    );
  });

  it("counts a query that hangs on an open one as open", () => {
    const code = `
import { createClient } from "@supabase/supabase-js";
const admin = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);
export async function close(callId: string) {
  const { data: call } = await admin.from("calls").select("*").eq("id", callId).single();
  await admin.from("calls").update({ closed: true }).eq("id", callId);
  await admin.from("call_notes").delete().eq("call_id", call.id);
  return call;
}
`;
    const { tables } = tenantMap(Project.link([analyse("migrations/1.sql", SCHEMA), analyse("lib/close.ts", code)]));
    const counts = tables.map(table => `${table.name} ${table.open} of ${table.queries.length}`);
    assert.deepEqual(counts.slice(0, 2), ["call_notes 1 of 1", "calls 2 of 2"]);
  });

  it("is empty for an application with one tenant", () => {
    const alone = tenantMap(Project.link([analyse("1.sql", "create table notes (id uuid primary key)")]));
    assert.deepEqual(alone.tables, []);
    assert.deepEqual(alone.columns, []);
  });
});
