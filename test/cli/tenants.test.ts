import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "mocha";
import { folderWith } from "../engine/temporary-folder.ts";
import { type CliRun, runCli } from "./run-cli.ts";

const SCHEMA = `create table workspaces (id uuid primary key, owner_id uuid not null references auth.users (id));
create table orders (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id)
);
create table order_lines (
  id uuid primary key,
  order_id uuid not null references orders (id)
);
create table invoices (id uuid primary key, workspace_id uuid not null references workspaces (id));
create table countries (code text primary key);
alter table orders enable row level security;
create policy members on orders for select using (true);
`;

const DB = `import os
from supabase import create_client

admin = create_client(os.environ["SUPABASE_URL"], os.environ["SUPABASE_SERVICE_ROLE_KEY"])
`;

const ORDERS = `from db import admin


def of_workspace(workspace_id: str):
    return admin.table("orders").select("*").eq("workspace_id", workspace_id).execute()


def open_orders():
    return admin.table("orders").select("*").execute()


def lines(order_id: str, workspace_id: str):
    order = admin.table("orders").select("id").eq("id", order_id).eq("workspace_id", workspace_id).single().execute()
    return admin.table("order_lines").select("*").eq("order_id", order.data["id"]).execute()
`;

const files = { "migrations/001.sql": SCHEMA, "db.py": DB, "app/orders.py": ORDERS };

function tenants(root: string, ...words: string[]): Promise<CliRun> {
  return runCli("tenants", root, "--no-cache", ...words);
}

describe("faultline tenants", function () {
  this.timeout(60_000);

  it("lists the tables of tenants, who queries them, and how many queries are scoped", async () => {
    const { code, stdout, stderr } = await tenants(folderWith(files));
    assert.equal(stderr, "");
    assert.equal(code, 0);
    assert.equal(
      stdout,
      [
        "`workspace_id` tells tenants apart, the rows of `workspaces`: `workspace_id` is on 2 tables, and `workspaces.owner_id` ties people to workspaces.",
        "",
        "table        belongs by                      row-level security  queried by    queries  scoped  not scoped  unknown",
        "invoices     workspace_id                    off                 –                   –       –           –        –",
        "order_lines  order_id → orders.workspace_id  off                 service role        1       1           –        –",
        "orders       workspace_id                    on, 1 policy        service role        3       2           1        –",
        "",
        "Of no tenant: countries.",
        "",
      ].join("\n"),
    );
  });

  it("shows the queries on one table with their places and what ties each to one tenant", async () => {
    const { code, stdout } = await tenants(folderWith(files), "--table", "orders");
    assert.equal(code, 0);
    assert.equal(
      stdout,
      [
        "orders belongs by `workspace_id` migrations/001.sql:4",
        "row-level security on, 1 policy; 2 of 3 queries scoped",
        "",
        "not scoped",
        "  app/orders.py:9:18   select  service role  no condition on the tenant",
        "",
        "scoped",
        "  app/orders.py:5:18   select  service role  filter on the tenant",
        "  app/orders.py:13:19  select  service role  filter on the tenant",
        "",
      ].join("\n"),
    );
  });

  it("gives the same as JSON, of all tables or of one", async () => {
    const root = folderWith(files);
    const all = JSON.parse((await tenants(root, "--format", "json")).stdout);
    assert.equal(all.version, 1);
    assert.deepEqual(all.columns, [{ name: "workspace_id", strength: "tenant", root: "workspaces" }]);
    assert.deepEqual(all.globalTables, ["countries"]);
    const [orders, ...others] = JSON.parse(
      (await tenants(root, "--format", "json", "--table", "orders")).stdout,
    ).tables;
    assert.deepEqual(others, []);
    assert.deepEqual([orders.name, orders.scoped, orders.open, orders.policies], ["orders", 2, 1, 1]);
    assert.deepEqual(
      all.tables.find((table: { name: string }) => table.name === "orders"),
      orders,
    );
    const { path, line, client, scope, how } = orders.queries[1];
    assert.deepEqual([path, line, scope, how], ["app/orders.py", 9, "open", "no condition on the tenant"]);
    assert.deepEqual([client.kind, client.proved, client.at.path], ["service-role", true, "db.py"]);
  });

  it("counts the queries of the paths only, and reads the whole program for it", async () => {
    const root = folderWith({
      ...files,
      "jobs/sweep.py": "from db import admin\n\nadmin.table('invoices').delete().execute()\n",
    });
    const { stdout } = await tenants(join(root, "app"), "--root", root);
    assert.match(stdout, /^order_lines .*\norders .*\n/mu);
    assert.doesNotMatch(stdout, /^invoices/mu);
    const none = await tenants(join(root, "migrations"), "--root", root);
    assert.match(none.stdout, /\n\nNo query on a table of a tenant was found here\.\n/u);
  });

  it("says in a sentence that there is no tenant column, and takes one from the configuration", async () => {
    const single = { "001.sql": "create table notes (id int primary key, shop_ref int);\n", "db.py": DB };
    const none = await tenants(folderWith(single));
    assert.equal(none.code, 0);
    assert.match(none.stdout, /^No column tells tenants apart\. No column shared by tables points to an owner/u);
    assert.match(none.stdout, /name it in faultline\.json: \{ "tenancy": \{ "columns": \["tenant_id"\] \} \}/u);
    const json = JSON.parse((await tenants(folderWith(single), "--format", "json")).stdout);
    assert.deepEqual([json.columns, json.tables], [[], []]);
    const configured = { ...single, "faultline.json": '{ "tenancy": { "columns": ["shop_ref"] } }' };
    const { stdout } = await tenants(folderWith(configured));
    assert.match(stdout, /^`shop_ref` tells tenants apart: Named in the configuration\.\n/u);
    assert.match(stdout, /^notes +shop_ref /mu);
  });

  it("says usage errors in one line and exits with 2", async () => {
    const root = folderWith(files);
    for (const [words, line] of [
      [["--table", "order"], /^faultline: there is no table order that belongs to a tenant, did you mean orders\?\n$/u],
      [["--table", "countries"], /^faultline: the table countries belongs to no tenant\n$/u],
      [["--table", "workspaces"], /^faultline: the rows of workspaces are the tenants themselves\n$/u],
      [["--format", "xml"], /^faultline: --format must be one of table, json, not xml\n$/u],
      [["--config", "none.json"], /^faultline: there is no configuration file none\.json\n$/u],
    ] as [string[], RegExp][]) {
      const run = await tenants(root, ...words);
      assert.equal(run.code, 2, words.join(" "));
      assert.match(run.stderr, line);
    }
  });
});
