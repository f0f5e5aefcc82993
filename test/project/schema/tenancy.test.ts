import assert from "node:assert/strict";
import { before, describe, it } from "mocha";

import { sqlSchemaFacts } from "../../../rules/languages/sql/lower.ts";
import { loadSqlParser } from "../../../rules/languages/sql/parse.ts";
import { buildSchema } from "../../../rules/project/schema/build-schema.ts";
import { prismaSchemaFacts } from "../../../rules/project/schema/prisma.ts";
import type { Schema } from "../../../rules/project/schema/schema.ts";
import { classifyTable, inferTenantColumns } from "../../../rules/project/schema/tenancy.ts";

function sql(text: string): Schema {
  return buildSchema([{ path: "supabase/migrations/1_all.sql", facts: sqlSchemaFacts(text) }]);
}

function tenants(schema: Schema): [string, string | undefined, string][] {
  return inferTenantColumns(schema).columns.map(column => [column.name, column.root, column.strength]);
}

const ANALYTICS = `
  CREATE TABLE sites (id uuid PRIMARY KEY, user_id uuid REFERENCES auth.users (id));
  CREATE TABLE site_members (site_id uuid NOT NULL REFERENCES sites, user_id uuid NOT NULL, PRIMARY KEY (site_id, user_id));
  CREATE TABLE sessions_log (id uuid PRIMARY KEY, site_id uuid NOT NULL REFERENCES sites (id));
  CREATE TABLE calls (id uuid PRIMARY KEY, site_id uuid NOT NULL REFERENCES sites (id), session_id uuid);
  CREATE TABLE call_notes (id uuid PRIMARY KEY, call_id uuid NOT NULL REFERENCES calls (id) ON DELETE CASCADE, author uuid);
  CREATE TABLE note_tags (note_id uuid NOT NULL REFERENCES call_notes (id), tag text);
  CREATE TABLE profiles (id uuid PRIMARY KEY, favourite_call uuid REFERENCES calls (id));
  CREATE TABLE countries (code text PRIMARY KEY, example uuid REFERENCES calls (id) ON DELETE SET NULL);
  ALTER TABLE created_elsewhere ENABLE ROW LEVEL SECURITY;`;

describe("inferTenantColumns", () => {
  before(loadSqlParser);

  it("finds the owner with members that most tables point to", () => {
    const model = inferTenantColumns(sql(ANALYTICS));
    assert.deepEqual(model.columns, [{ name: "site_id", fields: [], root: "sites", strength: "tenant", tables: 3 }]);
    assert.match(model.reason, /`site_id` is on 3 tables, and `site_members` ties people to sites/);
  });

  it("puts the workspace before the project, which is the narrower key", () => {
    const schema = sql(`
      CREATE TABLE users (id int PRIMARY KEY);
      CREATE TABLE workspaces (id int PRIMARY KEY);
      CREATE TABLE workspace_members (workspace_id int NOT NULL REFERENCES workspaces, user_id int NOT NULL REFERENCES users, UNIQUE (workspace_id, user_id));
      CREATE TABLE projects (id int PRIMARY KEY, workspace_id int NOT NULL REFERENCES workspaces);
      CREATE TABLE project_members (project_id int NOT NULL REFERENCES projects, user_id int NOT NULL REFERENCES users, UNIQUE (project_id, user_id));
      CREATE TABLE issues (id int PRIMARY KEY, project_id int NOT NULL REFERENCES projects, workspace_id int NOT NULL REFERENCES workspaces);
      CREATE TABLE cycles (id int PRIMARY KEY, project_id int NOT NULL REFERENCES projects);
      CREATE TABLE labels (id int PRIMARY KEY, project_id int NOT NULL REFERENCES projects);`);
    assert.deepEqual(tenants(schema), [
      ["workspace_id", "workspaces", "tenant"],
      ["project_id", "projects", "narrower"],
    ]);
    assert.equal(classifyTable(schema, inferTenantColumns(schema), "projects").kind, "direct");
  });

  it("takes neither provider accounts nor a shop's customers nor a singleton company for tenants", () => {
    const schema = sql(`
      CREATE TABLE "user" (id text PRIMARY KEY);
      CREATE TABLE account (id text PRIMARY KEY, "userId" text NOT NULL REFERENCES "user", provider text, "providerAccountId" text);
      CREATE TABLE account_token (id int, account_id text REFERENCES account);
      CREATE TABLE account_scope (id int, account_id text REFERENCES account);
      CREATE TABLE account_log (id int, account_id text REFERENCES account);
      CREATE TABLE company (id int PRIMARY KEY, name text);
      CREATE TABLE customer (id text PRIMARY KEY, name text);
      CREATE TABLE supplier (id text PRIMARY KEY, name text);
      CREATE TABLE "customerUser" ("customerId" text REFERENCES customer, "userId" text REFERENCES "user", PRIMARY KEY ("customerId", "userId"));
      CREATE TABLE quote (id text PRIMARY KEY, "customerId" text NOT NULL REFERENCES customer);
      CREATE TABLE invoice (id text PRIMARY KEY, "customerId" text NOT NULL REFERENCES customer);
      CREATE TABLE "purchaseOrder" (id text PRIMARY KEY, "supplierId" text NOT NULL REFERENCES supplier);
      CREATE TABLE part (id text PRIMARY KEY);
      CREATE TABLE warehouse (id text PRIMARY KEY);
      CREATE TABLE shift (id text PRIMARY KEY);`);
    assert.deepEqual(tenants(schema), []);
  });

  it("is silent on an application with one tenant", () => {
    const schema = sql(`
      CREATE TABLE users (id int PRIMARY KEY, email text);
      CREATE TABLE posts (id int PRIMARY KEY, user_id int REFERENCES users, project_id int);
      CREATE TABLE comments (id int PRIMARY KEY, post_id int REFERENCES posts, user_id int REFERENCES users);`);
    assert.deepEqual(tenants(schema), []);
  });

  it("needs no table of tenants when the column's name says enough", () => {
    const schema = sql(`
      CREATE TABLE invoices (id int PRIMARY KEY, tenant_id text NOT NULL);
      CREATE TABLE payments (id int PRIMARY KEY, tenant_id text NOT NULL);
      CREATE TABLE currencies (code text PRIMARY KEY);`);
    assert.deepEqual(tenants(schema), [["tenant_id", undefined, "tenant"]]);
  });

  it("knows every column that points to the owner, and the fields that model code uses", () => {
    const facts = prismaSchemaFacts(
      `
      model Project { id String @id users ProjectUsers[] }
      model User { id String @id }
      model ProjectUsers { userId String projectId String
        role String
        user User @relation(fields: [userId], references: [id])
        project Project @relation(fields: [projectId], references: [id])
        @@unique([userId, projectId]) }
      model Link { id String @id
        projectId String @map("project_id")
        project Project @relation(fields: [projectId], references: [id]) }
      model Domain { id String @id
        projectId String @map("project_id")
        project Project @relation(fields: [projectId], references: [id]) }
      model Program { id String @id
        workspaceId String
        workspace Project @relation(fields: [workspaceId], references: [id]) }`.replace(
        "userId String projectId",
        "userId String\nprojectId",
      ),
    );
    const model = inferTenantColumns(buildSchema([{ path: "schema.prisma", facts }]));
    const project = model.columns.find(column => column.name === "project_id");
    assert.deepEqual(project?.fields, ["project", "projectId"]);
    assert.equal(project?.root, "Project");
  });

  it("obeys the configuration", () => {
    const model = inferTenantColumns(sql(ANALYTICS), ["session_id"]);
    assert.deepEqual(
      model.columns.map(column => column.name),
      ["session_id"],
    );
  });
});

describe("classifyTable", () => {
  before(loadSqlParser);

  it("tells direct, indirect, root, global and unknown tables apart", () => {
    const schema = sql(ANALYTICS);
    const tenant = inferTenantColumns(schema);
    const kind = (name: string) => classifyTable(schema, tenant, name).kind;
    assert.equal(kind("sites"), "root");
    assert.equal(kind("calls"), "direct");
    assert.equal(kind("call_notes"), "indirect");
    assert.equal(kind("countries"), "global", "a key that is set to null is no ownership");
    assert.equal(kind("profiles"), "global", "people are nobody's rows");
    assert.equal(kind("created_elsewhere"), "unknown");
    assert.equal(kind("nowhere"), "unknown");
  });

  it("gives the way to the tenant", () => {
    const schema = sql(ANALYTICS);
    const scope = classifyTable(schema, inferTenantColumns(schema), "note_tags");
    assert.ok(scope.kind === "indirect");
    assert.deepEqual(
      scope.path.map(key => [key.columns.join(), key.table]),
      [
        ["note_id", "call_notes"],
        ["call_id", "calls"],
      ],
    );
    assert.equal(scope.required, true);
  });
});
