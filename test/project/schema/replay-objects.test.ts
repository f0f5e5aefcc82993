import assert from "node:assert/strict";
import { before, describe, it } from "mocha";

import { sqlSchemaFacts } from "../../../rules/languages/sql/lower.ts";
import { loadSqlParser } from "../../../rules/languages/sql/parse.ts";
import { buildSchema } from "../../../rules/project/schema/build-schema.ts";
import { findTable, type Schema } from "../../../rules/project/schema/schema.ts";

function schemaOf(...scripts: string[]): Schema {
  return buildSchema(
    scripts.map((text, i) => ({ path: `supabase/migrations/${i + 1}.sql`, facts: sqlSchemaFacts(text) })),
  );
}

describe("functions, triggers, views, privileges and partitions", () => {
  before(loadSqlParser);

  it("alters and renames functions, each schema's own", () => {
    const schema = schemaOf(
      `CREATE FUNCTION public.f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
       CREATE FUNCTION private.f(a int) RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 2';
       CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 3';`,
      `ALTER FUNCTION public.f(integer) SECURITY DEFINER;
       ALTER FUNCTION private.f(int) SECURITY INVOKER;
       ALTER FUNCTION g() RENAME TO h;`,
    );
    assert.deepEqual(
      schema.functions.get("f")!.map(fact => [fact.schema, fact.securityDefiner]),
      [
        ["public", true],
        ["private", false],
      ],
    );
    assert.equal(schema.functions.has("g"), false);
    assert.equal(schema.functions.get("h")![0]!.body, "SELECT 3");
  });

  it("keeps triggers until they are dropped", () => {
    const schema = schemaOf(
      `CREATE TABLE calls (id int);
       CREATE TRIGGER fill BEFORE INSERT OR UPDATE ON calls FOR EACH ROW EXECUTE FUNCTION public.fill_site();
       CREATE TRIGGER audit AFTER DELETE ON calls EXECUTE FUNCTION audit();`,
      "DROP TRIGGER audit ON calls; DROP TRIGGER IF EXISTS none ON gone;",
    );
    const [fill, ...others] = findTable(schema, "calls")!.triggers;
    assert.deepEqual(others, []);
    assert.deepEqual([fill!.timing, fill!.events, fill!.perRow], ["before", ["insert", "update"], true]);
    assert.deepEqual(fill!.function, { schema: "public", name: "fill_site" });
    assert.equal(schema.tables.size, 1);
  });

  it("knows under whose rights a view reads, what it calls, and its last name", () => {
    const schema = schemaOf(
      `CREATE VIEW a AS SELECT * FROM calls;
       CREATE VIEW b WITH (security_invoker = on) AS SELECT * FROM calls WHERE user_id = auth.uid();
       CREATE VIEW c AS SELECT 1;`,
      `ALTER VIEW a SET (security_invoker = true);
       ALTER VIEW b RESET (security_invoker);
       ALTER VIEW c RENAME TO d;`,
    );
    assert.equal(schema.views.get("a")!.securityInvoker, true);
    assert.equal(schema.views.get("b")!.securityInvoker, false);
    assert.deepEqual(schema.views.get("b")!.calls, ["auth.uid"]);
    assert.deepEqual([...schema.views.keys()].sort(), ["a", "b", "d"]);
  });

  it("gives a table the privileges that were granted while it was there", () => {
    const schema = schemaOf(
      `CREATE TABLE before (id int);
       REVOKE ALL ON ALL TABLES IN SCHEMA public FROM anon;
       ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA public REVOKE ALL ON TABLES FROM authenticated;
       CREATE TABLE after (id int);
       GRANT SELECT ON after TO anon;
       CREATE TABLE internal.other (id int);`,
    );
    const grantsOf = (name: string) =>
      findTable(schema, name)!.grants.map(one => [one.grant, one.privileges.join(), one.roles.join()]);
    assert.deepEqual(grantsOf("before"), [[false, "", "anon"]]);
    assert.deepEqual(grantsOf("after"), [
      [false, "", "authenticated"],
      [true, "select", "anon"],
    ]);
    assert.deepEqual(grantsOf("internal.other"), []);
  });

  it("tells partitions from tables of their own", () => {
    const schema = schemaOf(
      `CREATE TABLE events (id int, at date) PARTITION BY RANGE (at);
       CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
       CREATE TABLE events_2 (id int, at date);
       CREATE TABLE events_3 PARTITION OF events FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');`,
      `ALTER TABLE events ATTACH PARTITION events_2 FOR VALUES FROM ('2026-03-01') TO ('2026-04-01');
       ALTER TABLE events DETACH PARTITION events_3;`,
    );
    const parents = ["events", "events_1", "events_2", "events_3"].map(name => findTable(schema, name)!.partitionOf);
    assert.deepEqual(parents, [undefined, "events", "events", undefined]);
    assert.deepEqual([...findTable(schema, "events_1")!.columns.keys()], ["id", "at"]);
  });

  it("takes the columns of CREATE TABLE AS from its query", () => {
    const schema = schemaOf(
      `CREATE TABLE calls (id int, site_id uuid);
       CREATE TABLE calls_copy AS SELECT * FROM calls WHERE id > 3;
       CREATE TABLE totals AS SELECT site_id, count(*) AS n FROM calls GROUP BY 1;`,
    );
    assert.deepEqual([...findTable(schema, "calls_copy")!.columns.keys()], ["id", "site_id"]);
    assert.deepEqual([...findTable(schema, "totals")!.columns.keys()], ["site_id", "n"]);
    assert.equal(findTable(schema, "totals")!.partial, true);
    assert.deepEqual(findTable(schema, "calls_copy")!.rls, { enabled: false, forced: false });
  });

  it("does not know the row-level security of tables that an event trigger sees to", () => {
    const schema = schemaOf(
      `CREATE TABLE old (id int);
       CREATE FUNCTION secure() RETURNS event_trigger LANGUAGE plpgsql AS $$
       DECLARE c record; BEGIN
         FOR c IN SELECT * FROM pg_event_trigger_ddl_commands() LOOP
           EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', c.object_identity);
         END LOOP;
       END $$;
       CREATE EVENT TRIGGER secure_tables ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION secure();`,
      "CREATE TABLE young (id int);",
    );
    assert.equal(findTable(schema, "old")!.rls?.enabled, false);
    assert.equal(findTable(schema, "young")!.rls, undefined);
  });

  it("does not know the row-level security of tables that a function may have seen to", () => {
    const schema = schemaOf(
      `CREATE TABLE notes (id int);
       CREATE FUNCTION secure_all() RETURNS void LANGUAGE plpgsql AS $$
       DECLARE t record; BEGIN
         FOR t IN SELECT tablename FROM pg_tables LOOP
           EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t.tablename);
         END LOOP;
       END $$;`,
      "SELECT now(); SELECT secure_all(); CREATE TABLE later (id int);",
    );
    assert.equal(findTable(schema, "notes")!.rls, undefined);
    assert.equal(findTable(schema, "later")!.rls?.enabled, false);
  });

  it("drops references with the table they point to, and creates a namesake beside another schema's", () => {
    const schema = schemaOf(
      `CREATE TABLE archive.calls (id int);
       CREATE TABLE calls (id int, site_id uuid);
       CREATE TABLE sites (id uuid);
       ALTER TABLE calls ADD FOREIGN KEY (site_id) REFERENCES sites (id);`,
      "DROP TABLE sites CASCADE;",
    );
    assert.deepEqual([...schema.tables.keys()].sort(), ["archive.calls", "calls"]);
    assert.deepEqual(findTable(schema, "calls")!.foreignKeys, []);
  });
});

describe("scripts of any shape", () => {
  before(loadSqlParser);

  it("counts what it understood and keeps the first that it did not", () => {
    const { script } = sqlSchemaFacts("CREATE TABLE a (id int);\nCREAT TABLE b (id int);\nSELEC 1;\n");
    assert.deepEqual([script!.statements, script!.unread, script!.first!.place.line], [3, 2, 2]);
    const dynamic = sqlSchemaFacts("DO $$ BEGIN EXECUTE 'ALTER TABLE ' || t || ' DISABLE ROW LEVEL SECURITY'; END $$;");
    assert.equal(dynamic.script!.unread, 1);
    assert.equal(sqlSchemaFacts("-- nothing\n").script, undefined);
    assert.equal(sqlSchemaFacts("CREATE TABLE a (id integer primary key autoincrement);").script, undefined);
  });

  it("reads a byte order mark, carriage returns and comments within comments", () => {
    const source =
      "\uFEFF/* a /* b; */ c; */ CREATE TABLE sites (\r\n  id uuid, -- it's; here\r\n  name text\r\n);\r\nCREATE TABLE calls (id int);\r\n";
    const schema = schemaOf(source);
    assert.deepEqual([...findTable(schema, "sites")!.columns.keys()], ["id", "name"]);
    const { place } = findTable(schema, "calls")!;
    assert.equal(source.slice(place.start, place.end), "calls");
    assert.equal(place.line, 5);
  });

  it("reads a dump of 5 MB in time that grows with its size", () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `${i}\tname of row ${i};\t'quoted'\t$$\t--\t{"a": "b"}`);
    const copy = `COPY public.sites (id, name) FROM stdin;\n${rows.join("\n")}\n\\.\n`;
    const inserts = Array.from(
      { length: 12_000 },
      (_, i) => `INSERT INTO logs VALUES (${i}, 'it''s; ${"x".repeat(200)}');`,
    );
    const source = `CREATE TABLE public.sites (id int, name text);\n${copy}${inserts.join("\n")}\nCREATE TABLE last (id int);\n`;
    assert.ok(source.length > 4_000_000);
    const start = performance.now();
    const facts = sqlSchemaFacts(source);
    const elapsed = performance.now() - start;
    assert.equal(facts.script!.unread, 0);
    assert.deepEqual(
      facts.operations.map(one => one.op),
      ["create-table", "create-table"],
    );
    assert.ok(elapsed < 10_000, `took ${elapsed} ms`);
  });
});
