import assert from "node:assert/strict";
import { loadSqlParser } from "../../../rules/languages/sql/parse.ts";
import { readQuery } from "../../../rules/languages/sql/read-query.ts";

before(loadSqlParser);

/** Table, further tables and columns with their operators, as one line. */
function told(sql: string): string {
  const query = readQuery(sql);
  if (!query) return "none";
  const show = (one: (typeof query.conditions)[number]): string =>
    "any" in one
      ? `(${one.any.map(branch => branch.map(show).join(" and ")).join(" or ")})`
      : `${one.column} ${one.operator}`;
  const tables = [query.table, ...query.others].join(" + ");
  return `${query.operation} ${tables}: ${query.conditions.map(show).join(", ")}${query.open ? " …" : ""}`;
}

describe("SQL in code", () => {
  it("says the table and what is compared", () => {
    assert.equal(told("SELECT * FROM jobs WHERE id = $1 AND org_id IN ($2, $3)"), "select jobs: id =, org_id in");
  });

  it("keeps the conditions of joined tables apart", () => {
    assert.equal(
      told("SELECT * FROM leads l JOIN jobs j ON j.id = l.job_id WHERE j.org_id = $1"),
      "select leads + jobs: jobs.id =, job_id =, jobs.org_id =",
    );
  });

  it("lets an outer join restrict nothing on its left side", () => {
    assert.equal(
      told("SELECT * FROM leads l LEFT JOIN jobs j ON j.org_id = $2 WHERE l.id = $1"),
      "select leads + jobs: id =",
    );
  });

  it("follows common table expressions and subqueries", () => {
    assert.equal(
      told("WITH mine AS (SELECT id FROM jobs WHERE org_id = $1) SELECT * FROM mine WHERE id = $2"),
      "select jobs: org_id =, id =",
    );
    assert.equal(
      told("DELETE FROM leads WHERE job_id IN (SELECT id FROM jobs WHERE org_id = $1)"),
      "delete leads + jobs: job_id in, jobs.org_id =",
    );
  });

  it("keeps alternatives as such", () => {
    assert.equal(told("SELECT * FROM jobs WHERE org_id = $1 OR shared = true"), "select jobs: (org_id = or shared =)");
  });

  it("leaves open what a function or a piece of text decides", () => {
    assert.equal(told("SELECT * FROM jobs WHERE may_read(org_id, $1)"), "select jobs:  …");
    assert.equal(told("SELECT * FROM jobs WHERE $1000"), "select jobs:  …");
  });

  it("gives the written columns", () => {
    assert.deepEqual(
      readQuery("INSERT INTO jobs (id, org_id) VALUES ($1, $2)")?.written?.map(one => one.column),
      ["id", "org_id"],
    );
    assert.equal(readQuery("INSERT INTO jobs (id) SELECT id FROM old_jobs")?.written, undefined);
  });

  it("reads nothing else", () => {
    assert.equal(told("CREATE TABLE jobs (id uuid)"), "none");
    assert.equal(told("select from where"), "none");
    assert.equal(told("SELECT 1"), "none");
  });
});
