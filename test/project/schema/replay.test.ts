import assert from "node:assert/strict";
import { before, describe, it } from "mocha";

import { sqlSchemaFacts } from "../../../rules/languages/sql/lower.ts";
import { loadSqlParser } from "../../../rules/languages/sql/parse.ts";
import { buildSchema } from "../../../rules/project/schema/build-schema.ts";
import { findTable, type Schema } from "../../../rules/project/schema/schema.ts";

function schemaOf(files: Record<string, string>): Schema {
  return buildSchema(Object.entries(files).map(([path, text]) => ({ path, facts: sqlSchemaFacts(text) })));
}

const BASE = `CREATE TABLE public.sites (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  slug text NOT NULL UNIQUE
);
CREATE TABLE IF NOT EXISTS calls (
  id bigserial PRIMARY KEY,
  site_id uuid NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
  phone varchar(32),
  CONSTRAINT calls_phone UNIQUE (site_id, phone)
);
`;

describe("buildSchema from SQL", () => {
  before(loadSqlParser);

  it("knows columns, keys, references and where they are written", () => {
    const path = "supabase/migrations/1_base.sql";
    const calls = findTable(schemaOf({ [path]: BASE }), "calls")!;
    assert.deepEqual([...calls.columns.keys()], ["id", "site_id", "phone"]);
    assert.deepEqual(calls.primaryKey, ["id"]);
    assert.deepEqual(
      calls.uniqueKeys.map(key => key.columns),
      [["site_id", "phone"]],
    );
    const [reference] = calls.foreignKeys;
    assert.equal(reference!.table, "sites");
    assert.equal(reference!.onDelete, "cascade");
    assert.equal(BASE.slice(reference!.place.start, reference!.place.end), "REFERENCES sites (id) ON DELETE CASCADE");
    assert.equal(BASE.slice(calls.place.start, calls.place.end), "calls");
    assert.equal(calls.columns.get("site_id")!.place.line, 7);
    assert.equal(calls.columns.get("site_id")!.nullable, false);
    assert.equal(calls.columns.get("phone")!.type, "varchar");
    assert.equal(calls.place.path, path);
    assert.deepEqual({ enabled: calls.rls!.enabled, forced: calls.rls!.forced }, { enabled: false, forced: false });
  });

  it("replays in order of the number that a name starts with", () => {
    const schema = schemaOf({
      "supabase/migrations/10_rename.sql":
        "ALTER TABLE leads RENAME TO prospects; ALTER TABLE prospects DROP COLUMN note;",
      "supabase/migrations/9_create.sql": "CREATE TABLE leads (id int, note text);",
      "supabase/migrations/20250101_column.sql":
        'ALTER TABLE prospects ADD COLUMN "ownerId" uuid REFERENCES users ON DELETE SET NULL;',
    });
    assert.equal(findTable(schema, "leads"), undefined);
    const prospects = findTable(schema, "prospects")!;
    assert.deepEqual([...prospects.columns.keys()], ["id", "ownerId"]);
    assert.equal(prospects.foreignKeys[0]!.onDelete, "set null");
  });

  it("lets a later file drop, rename and replace constraints", () => {
    const schema = schemaOf({
      "db/migrations/1.sql": BASE,
      "db/migrations/2.sql": `
        ALTER TABLE calls DROP CONSTRAINT calls_site_id_fkey, DROP CONSTRAINT calls_phone;
        ALTER TABLE calls ADD CONSTRAINT calls_site FOREIGN KEY (site_id) REFERENCES sites (id) ON DELETE RESTRICT;
        CREATE UNIQUE INDEX calls_live ON calls (site_id, lower(phone)) WHERE deleted_at IS NULL;
        CREATE UNIQUE INDEX gone ON calls (phone);
        DROP INDEX IF EXISTS public.gone;`,
    });
    const calls = findTable(schema, "calls")!;
    assert.deepEqual(
      calls.foreignKeys.map(key => [key.name, key.onDelete]),
      [["calls_site", "restrict"]],
    );
    assert.deepEqual(
      calls.uniqueKeys.map(key => [key.columns, key.where, key.expressions]),
      [[["site_id", "phone"], "deleted_at IS NULL", true]],
    );
  });

  it("follows row-level security and policies to their last state", () => {
    const schema = schemaOf({
      "supabase/migrations/1.sql": `${BASE}
        ALTER TABLE calls ENABLE ROW LEVEL SECURITY;
        CREATE POLICY "open" ON calls FOR ALL USING (true);
        CREATE POLICY "by site" ON public.calls AS RESTRICTIVE FOR UPDATE TO authenticated, service_role
          USING (site_id = (auth.jwt() ->> 'site_id')::uuid) WITH CHECK (phone <> ')');`,
      "supabase/migrations/2.sql": `
        DROP POLICY IF EXISTS "open" ON calls;
        ALTER POLICY "by site" ON calls TO authenticated;
        ALTER TABLE calls FORCE ROW LEVEL SECURITY;`,
    });
    const calls = findTable(schema, "calls")!;
    assert.equal(calls.rls!.enabled && calls.rls!.forced, true);
    assert.equal(calls.rls!.place!.path, "supabase/migrations/2.sql");
    assert.equal(calls.policies.length, 1);
    const [policy] = calls.policies;
    assert.equal(policy!.name, "by site");
    assert.equal(policy!.permissive, false);
    assert.equal(policy!.command, "update");
    assert.deepEqual(policy!.roles, ["authenticated"]);
    assert.equal(policy!.using, "site_id = (auth.jwt() ->> 'site_id')::uuid");
    assert.equal(policy!.check, "phone <> ')'");
  });

  it("reads what is literal in a DO block", () => {
    const schema = schemaOf({
      "supabase/migrations/1.sql": `${BASE}
        DO $$ BEGIN
          IF NOT EXISTS (SELECT 1 FROM pg_policies WHERE policyname = 'p') THEN
            CREATE POLICY p ON calls FOR SELECT USING (true);
          END IF;
          ALTER TABLE calls ENABLE ROW LEVEL SECURITY;
          EXECUTE format('ALTER TABLE %I DISABLE ROW LEVEL SECURITY', t);
        END $$;`,
    });
    const calls = findTable(schema, "calls")!;
    assert.equal(calls.rls!.enabled, true);
    assert.deepEqual(
      calls.policies.map(policy => policy.name),
      ["p"],
    );
  });

  it("follows EXECUTE over a literal list of tables, and admits what it cannot follow", () => {
    const loop = `${BASE} CREATE TABLE plain (id int);
      DO $$
      DECLARE t text; tables text[] := ARRAY['sites', 'calls'];
      BEGIN
        FOREACH t IN ARRAY tables LOOP
          EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', t);
          EXECUTE format($p$CREATE POLICY %I ON %I FOR ALL TO service_role USING (true)$p$, t || '_service', t);
        END LOOP;
      END $$;`;
    const schema = schemaOf({ "supabase/migrations/1.sql": loop });
    const calls = findTable(schema, "calls")!;
    assert.equal(calls.rls!.enabled, true);
    assert.deepEqual(
      calls.policies.map(policy => [policy.name, policy.roles]),
      [["calls_service", ["service_role"]]],
    );
    const { place } = calls.policies[0]!;
    assert.equal(loop.slice(place.start, place.end), "EXECUTE");
    assert.equal(findTable(schema, "plain")!.rls!.enabled, false);
    const unknown = schemaOf({
      "supabase/migrations/1.sql": `${BASE} DO $$ DECLARE r record; BEGIN
        FOR r IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
          EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', r.tablename);
        END LOOP; END $$;`,
    });
    assert.equal(findTable(unknown, "calls")!.rls, undefined);
  });

  it("keeps SQLite's tables out of questions about row-level security", () => {
    const schema = schemaOf({
      "worker/migrations/1.sql": "CREATE TABLE leads (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT);",
      "supabase/migrations/2.sql": "CREATE POLICY p ON leads FOR SELECT USING (true);",
    });
    assert.equal(findTable(schema, "leads")!.rls, undefined);
    assert.equal(findTable(schema, "leads")!.dialect, "postgres");
  });

  it("reads functions: signature, security, and what the body touches", () => {
    const schema = schemaOf({
      "supabase/migrations/1.sql": `CREATE OR REPLACE FUNCTION public.claim_job(p_site uuid, p_limit int DEFAULT 1)
        RETURNS SETOF jobs LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $fn$
        BEGIN
          RETURN QUERY UPDATE jobs j SET status = 'running' WHERE j.id IN (
            SELECT id FROM jobs WHERE site_id = p_site AND status = 'queued' FOR UPDATE SKIP LOCKED LIMIT p_limit
          ) RETURNING *;
          INSERT INTO job_log (site_id, at) VALUES (p_site, now()) ON CONFLICT (site_id) DO NOTHING;
        END $fn$;`,
    });
    const [claim] = schema.functions.get("claim_job")!;
    assert.equal(claim!.securityDefiner, true);
    assert.deepEqual(claim!.args, [
      { name: "p_site", type: "uuid", hasDefault: false },
      { name: "p_limit", type: "int4", hasDefault: true },
    ]);
    const [update, read, insert] = claim!.accesses;
    assert.equal(update!.kind, "update");
    assert.deepEqual(update!.written, ["status"]);
    assert.equal(read!.lock, "update skip locked");
    assert.deepEqual(read!.compared[0], { column: "site_id", with: { kind: "argument", name: "p_site" } });
    assert.deepEqual(insert!.onConflict, { action: "nothing", columns: ["site_id"] });
    assert.equal(claim!.incomplete, false);
  });

  it("replaces a function of the same signature and drops one by its signature", () => {
    const schema = schemaOf({
      "migrations/1.sql": `CREATE FUNCTION f(a integer) RETURNS int LANGUAGE sql AS 'SELECT 1';
        CREATE FUNCTION f(a text) RETURNS int LANGUAGE sql AS 'SELECT 2';`,
      "migrations/2.sql": `CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 3';
        DROP FUNCTION IF EXISTS f(text);`,
    });
    assert.deepEqual(
      schema.functions.get("f")!.map(fact => fact.body),
      ["SELECT 3"],
    );
  });

  it("keeps tables of other schemas apart and finds them without their schema", () => {
    const schema = schemaOf({
      "migrations/1.sql":
        "CREATE TABLE users (id int); CREATE TABLE auth.users (uid int); CREATE TABLE billing.plans (id int);",
    });
    assert.deepEqual([...findTable(schema, "users")!.columns.keys()], ["id"]);
    assert.deepEqual([...findTable(schema, "auth.users")!.columns.keys()], ["uid"]);
    assert.equal(findTable(schema, "plans")!.schema, "billing");
  });

  it("leaves out archives, tests and clean-up scripts, and lets loose scripts only add", () => {
    const schema = schemaOf({
      "supabase/migrations/1.sql": BASE,
      "docs/archive/old.sql": "CREATE TABLE ancient (id int);",
      "scripts/cleanup.sql": "DROP TABLE calls;",
      "scripts/reset-everything.sql": "DROP TABLE calls; CREATE TABLE extra (id int);",
    });
    assert.deepEqual([...schema.tables.keys()].sort(), ["calls", "extra", "sites"]);
  });

  it("marks a table that no file creates", () => {
    const schema = schemaOf({ "migrations/1.sql": "ALTER TABLE prospects ADD COLUMN site_id uuid;" });
    const prospects = findTable(schema, "prospects")!;
    assert.equal(prospects.partial, true);
    assert.equal(prospects.rls, undefined);
  });

  it("gives the same schema whatever the order of files", () => {
    const files = {
      "supabase/migrations/1.sql": BASE,
      "supabase/migrations/2.sql": "ALTER TABLE calls RENAME COLUMN phone TO number;",
      "supabase/migrations/3.sql": "ALTER TABLE calls ALTER COLUMN number SET NOT NULL;",
    };
    const reversed = Object.fromEntries(Object.entries(files).reverse());
    assert.deepEqual(schemaOf(files), schemaOf(reversed));
    const number = findTable(schemaOf(files), "calls")!.columns.get("number");
    assert.equal(number!.nullable, false);
  });
});
