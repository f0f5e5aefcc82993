import assert from "node:assert/strict";
import { before, describe, it } from "mocha";

import { analyse } from "../../../rules/analyse.ts";
import { loadSqlParser } from "../../../rules/languages/sql/parse.ts";
import { Project } from "../../../rules/project/project.ts";
import { findTable } from "../../../rules/project/schema/schema.ts";

describe("replay in a linked project", () => {
  before(loadSqlParser);

  it("happens once, and again when what a file says of the schema changes", () => {
    const sql = "supabase/migrations/1.sql";
    const project = Project.link([
      analyse(sql, "create table calls (id int);"),
      analyse("app.ts", "export const load = () => fetch('/a');"),
    ]);
    const first = project.schema;
    assert.equal(project.schema, first);
    assert.ok(project.replace(analyse("app.ts", "export const load = () => fetch('/b');")));
    assert.equal(project.schema, first);
    assert.ok(project.replace(analyse(sql, "create table calls (id int, site_id uuid);")));
    assert.ok(findTable(project.schema, "calls")!.columns.has("site_id"));
  });
});
