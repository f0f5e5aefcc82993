import assert from "node:assert/strict";
import { before, describe, it } from "mocha";

import { loadSqlParser, parseSql } from "../../../rules/languages/sql/parse.ts";

describe("parseSql", () => {
  before(loadSqlParser);

  it("keeps every statement around a broken one", () => {
    const text = "CREATE TABLE a (id int);\nCREATE TABEL b (id int);\nCREATE TABLE c (id int);";
    const parsed = parseSql(text);
    assert.deepEqual(
      parsed.statements.map(statement => text.slice(statement.start, statement.end)),
      ["CREATE TABLE a (id int)", "CREATE TABLE c (id int)"],
    );
    assert.equal(parsed.skipped.length, 1);
    assert.equal(text.slice(parsed.skipped[0]!.start, parsed.skipped[0]!.end), "CREATE TABEL b (id int)");
  });

  it("splits at semicolons outside strings, dollar quotes, comments and atomic bodies only", () => {
    const text = [
      "-- one; two",
      "/* a; /* nested; */ b; */",
      "INSERT INTO notes (body) VALUES ('semi; colon''s'), (E'back\\';slash');",
      'COMMENT ON COLUMN "odd;name".x IS $c$ a; b $c$;',
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 ELSE 2 END; SELECT 2; END;",
      "CREATE FUNCTION g() RETURNS trigger AS $body$ BEGIN NEW.x := $1; RETURN NEW; END $body$ LANGUAGE plpgsql;",
      "SELECT 1",
    ].join("\n");
    const parsed = parseSql(text);
    assert.deepEqual(parsed.skipped, []);
    assert.deepEqual(
      parsed.statements.map(statement => statement.kind),
      ["InsertStmt", "CommentStmt", "CreateFunctionStmt", "CreateFunctionStmt", "SelectStmt"],
    );
  });

  it("passes over psql commands, variables and COPY data", () => {
    const text = [
      "\\set ON_ERROR_STOP on",
      "COPY public.users (id, name) FROM stdin;",
      "1\tO'Neil; drop",
      "\\.",
      "SELECT id FROM users WHERE tenant_id = :tenant::uuid \\gset r_",
      "DELETE FROM users WHERE id = :'user';",
    ].join("\n");
    const parsed = parseSql(text);
    assert.deepEqual(parsed.skipped, []);
    assert.deepEqual(
      parsed.statements.map(statement => statement.kind),
      ["CopyStmt", "SelectStmt", "DeleteStmt"],
    );
  });

  it("counts places in UTF-16 units after text outside ASCII", () => {
    const text =
      'COMMENT ON TABLE a IS \'größe 🎉\';\nCREATE TABLE "größe" (id int, "naïve_🎉" text REFERENCES b (id));';
    const [, create] = parseSql(text).statements;
    const elements = create!.node["tableElts"] as { ColumnDef: { location: number } }[];
    const at = create!.at(elements[1]!.ColumnDef.location);
    assert.ok(text.slice(at).startsWith('"naïve_🎉" text'));
  });

  it("collects Faultline's comments, inside function bodies too", () => {
    const text = [
      "-- faultline: global-table",
      "CREATE TABLE plans (id int); -- an ordinary comment",
      "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$",
      "BEGIN",
      "  -- faultline-disable-next-line no-endless-requeue -- bounded by the scheduler",
      "  UPDATE jobs SET status = 'queued';",
      "END $$;",
      "/* faultline-disable require-rls -- internal schema */",
    ].join("\n");
    const directives = parseSql(text).comments.filter(comment => comment.text.includes("faultline"));
    assert.deepEqual(
      directives.map(directive => directive.text.trim()),
      [
        "faultline: global-table",
        "faultline-disable-next-line no-endless-requeue -- bounded by the scheduler",
        "faultline-disable require-rls -- internal schema",
      ],
    );
    for (const directive of directives) assert.match(text.slice(directive.start, directive.end), /^(?:--|\/\*)/);
    assert.equal(directives[2]!.block, true);
  });

  it("understands the common parts of SQLite and MySQL scripts and says so", () => {
    const sqlite = parseSql(
      "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT);\nINSERT OR IGNORE INTO t VALUES (1);",
    );
    assert.equal(sqlite.dialect, "sqlite");
    assert.deepEqual(sqlite.skipped, []);
    const mysql = parseSql("CREATE TABLE `t` (`id` int AUTO_INCREMENT);");
    assert.equal(mysql.dialect, "mysql");
    assert.deepEqual(mysql.skipped, []);
  });

  it("recognises SQL Server, Oracle and templates, and reads of templates what is SQL", () => {
    assert.equal(parseSql("CREATE TABLE [dbo].[a] ([id] INT IDENTITY(1,1), [name] NVARCHAR(50));").dialect, "tsql");
    assert.equal(parseSql("CREATE TABLE a (name VARCHAR2(50));").dialect, "oracle");
    assert.equal(parseSql("INSERT INTO a VALUES ('{{1,2},{3,4}}');").dialect, undefined);
    assert.equal(parseSql("INSERT INTO mails VALUES ('Hello {{name}}', $$Dear {{ user.name }}$$);").dialect, undefined);
    const template = parseSql("{% set x = 1 %}\nCREATE TABLE {{ schema }}.a (id int);");
    assert.equal(template.dialect, "template");
    assert.deepEqual(
      template.statements.map(statement => statement.kind),
      ["CreateStmt"],
    );
  });

  it("stops at the section that undoes a migration", () => {
    const parsed = parseSql("-- +goose Up\nCREATE TABLE a (id int);\n-- +goose Down\nDROP TABLE a;");
    assert.deepEqual(
      parsed.statements.map(statement => statement.kind),
      ["CreateStmt"],
    );
  });

  it("never throws, whatever prefix of a script it is given", () => {
    const text = "CREATE TABLE a (id int, x text DEFAULT $t$;$t$); /* c */ DO $$ BEGIN END $$; SELECT E'\\'' -- end\n;";
    for (let length = 0; length <= text.length; length++) parseSql(text.slice(0, length));
  });
});
