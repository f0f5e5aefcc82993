import assert from "node:assert/strict";
import { analyse } from "../../../rules/analyse.ts";
import type { QueryRecord } from "../../../rules/concepts/query/query.ts";

const queriesOf = (path: string, text: string) => (analyse(path, text).concepts["Query"] ?? []) as QueryRecord[];
const conditions = (record: QueryRecord | undefined) =>
  record?.predicates
    .filter(one => one.operator !== "other")
    .map(one => `${one.column} ${one.operator} ${one.key}${one.conditional ? " ?" : ""}`);

describe("queries", () => {
  describe("PostgREST", () => {
    it("reads table, operation and conditions of a chain", () => {
      const [query] = queriesOf(
        "a.ts",
        'const { data } = await db.from("calls").select("*").eq("id", params.id).in("kind", kinds).gte("at", day);',
      );
      assert.equal(query?.table, "calls");
      assert.equal(query?.operation, "select");
      assert.deepEqual(conditions(query), ["id = params.id", "kind in kinds"]);
      assert.equal(query?.result, "data");
    });

    it("goes on with a builder that is bound to a name", () => {
      const text =
        'let q = db.from("calls").select("*");\nif (site) q = q.eq("site_id", site);\nq = q.match({ kind });\nconst r = await q;';
      assert.deepEqual(conditions(queriesOf("a.ts", text)[0]), ["site_id = site ?", "kind = kind"]);
    });

    it("counts alternatives only for what every branch demands", () => {
      const shared = queriesOf("a.ts", "db.from('t').select('*').or(`site_id.eq.${a},site_id.eq.${b}`)")[0];
      const different = queriesOf("a.ts", "db.from('t').select('*').or(`site_id.eq.${a},owner.eq.${b}`)")[0];
      assert.deepEqual(
        shared?.predicates.map(one => one.column),
        ["site_id"],
      );
      assert.deepEqual(
        different?.predicates.map(one => [one.column, one.conditional]),
        [
          ["site_id", true],
          ["owner", true],
        ],
      );
    });

    it("takes rows of nobody beside those of the tenant as restricted", () => {
      const [query] = queriesOf("a.ts", "db.from('t').select('*').or(`site_id.is.null,site_id.eq.${a}`)");
      assert.deepEqual(
        query?.predicates.map(one => [one.column, one.operator, one.conditional]),
        [["site_id", "=", false]],
      );
    });

    it("leaves a condition of a computed column open", () => {
      assert.equal(queriesOf("a.ts", 'db.from("t").delete().eq(column, id)')[0]?.open, true);
    });

    it("knows which embedded tables restrict their parent", () => {
      assert.deepEqual(
        queriesOf("a.ts", 'db.from("results").select("*, jobs!inner(org_id), tags(name)")')[0]?.innerEmbeds,
        ["jobs"],
      );
    });

    it("reads the columns of a payload that is built beforehand", () => {
      const text =
        'const row: Row = { id, site_id: siteId };\nif (extra) row.note = extra;\nawait db.from("t").insert(row);';
      const [query] = queriesOf("a.ts", text);
      assert.deepEqual(query?.payload?.columns.map(one => one.name).sort(), ["id", "note", "site_id"]);
      assert.equal(query?.payload?.complete, true);
    });

    it("reads rows that are mapped or spread", () => {
      const mapped = queriesOf("a.ts", 'db.from("t").insert(names.map(name => ({ name, site_id: siteId })))')[0];
      const spread = queriesOf("a.ts", 'db.from("t").insert({ ...input, name })')[0];
      assert.deepEqual(
        mapped?.payload?.columns.map(one => one.name),
        ["name", "site_id"],
      );
      assert.equal(spread?.payload?.complete, false);
    });

    it("leaves buckets and arrays alone", () => {
      assert.deepEqual(queriesOf("a.ts", 'db.storage.from("avatars").upload(path, file); Array.from("abc");'), []);
    });

    it("reads Python chains over several lines", () => {
      const text = 'rows = db.table("jobs").update({"state": "done"}) \\\n    .eq("id", job_id) \\\n    .execute()\n';
      const [query] = queriesOf("a.py", text);
      assert.equal(query?.operation, "update");
      assert.deepEqual(conditions(query), ["id = job_id"]);
    });
  });

  describe("Prisma", () => {
    it("reads nested filters, compound keys and operators", () => {
      const text =
        "prisma.tag.findMany({ where: { id: { in: ids }, project: { slug }, orgId_name: { orgId, name }, AND: [{ kind }], NOT: { a } } })";
      assert.deepEqual(conditions(queriesOf("a.ts", text)[0]), [
        "id in ids",
        "project.slug = slug",
        "orgId_name.orgId = orgId",
        "orgId_name.name = name",
        "kind = kind",
      ]);
    });

    it("takes a condition spread under a test as conditional", () => {
      const text = "prisma.tag.findMany({ where: { id, ...(site && { siteId: site }) } })";
      assert.deepEqual(conditions(queriesOf("a.ts", text)[0]), ["id = id", "siteId = site ?"]);
    });

    it("leaves a condition that is handed in open", () => {
      assert.equal(queriesOf("a.ts", "function f(where) { return prisma.tag.findMany({ where }); }")[0]?.open, true);
    });

    it("does not take a collection of something else for a model", () => {
      assert.deepEqual(queriesOf("a.ts", "store.items.update({ id, name })"), []);
    });
  });

  describe("Django", () => {
    it("reads look-ups through relations, and exclusion as none", () => {
      const [query] = queriesOf(
        "a.py",
        "Issue.objects.filter(workspace__slug=slug, id__in=ids).exclude(pk=other).order_by('x')\n",
      );
      assert.deepEqual(conditions(query), ["workspace.slug = slug", "id in ids"]);
      assert.equal(query?.model, "Issue");
    });

    it("reads Q objects, shortcuts and custom managers", () => {
      assert.deepEqual(conditions(queriesOf("a.py", "Issue.issue_objects.get(Q(a=1) & Q(b=x), pk=pk)\n")[0]), [
        "a = 1",
        "b = x",
        "pk = pk",
      ]);
      assert.deepEqual(conditions(queriesOf("a.py", "get_object_or_404(Issue, pk=pk, project_id=p)\n")[0]), [
        "pk = pk",
        "project_id = p",
      ]);
      assert.deepEqual(conditions(queriesOf("a.py", "Issue.objects.filter(Q(a=x) | Q(a=y))\n")[0]), ["a = x"]);
    });

    it("leaves a query set open that another call goes on with", () => {
      assert.equal(queriesOf("a.py", "Prefetch('x', queryset=Issue.objects.only('id'))\n")[0]?.open, true);
      assert.deepEqual(queriesOf("a.py", "Issue.objects.bulk_update(rows, ['x'])\n"), []);
    });
  });

  it("reads SQLAlchemy of both styles", () => {
    const text = "from sqlalchemy import select, update, and_\nfrom app.models import Job\n";
    const first = (code: string) => queriesOf("a.py", text + code)[0];
    assert.deepEqual(conditions(first("session.query(Job).filter(Job.id == job_id, Job.org_id == org).first()\n")), [
      "id = job_id",
      "org_id = org",
    ]);
    assert.deepEqual(
      conditions(first("session.execute(select(Job).where(and_(Job.id == job_id, Job.org_id.in_(orgs))))\n")),
      ["id = job_id", "org_id in orgs"],
    );
    assert.deepEqual(conditions(first("session.query(Job).filter_by(id=job_id).delete()\n")), ["id = job_id"]);
    assert.equal(first("session.query(Job).filter_by(id=job_id).delete()\n")?.operation, "delete");
    assert.deepEqual(conditions(first("db_session.get(Job, job_id)\n")), ["id = job_id"]);
  });

  it("reads Drizzle builders and relational queries", () => {
    const builder = queriesOf(
      "a.ts",
      "db.update(calls).set({ state }).where(and(eq(calls.id, id), eq(calls.siteId, siteId)))",
    )[0];
    assert.equal(builder?.operation, "update");
    assert.deepEqual(conditions(builder), ["id = id", "siteId = siteId"]);
    assert.deepEqual(conditions(queriesOf("a.ts", "db.query.calls.findFirst({ where: eq(calls.id, id) })")[0]), [
      "id = id",
    ]);
    assert.deepEqual(
      conditions(queriesOf("a.ts", "db.select().from(calls).where(or(eq(calls.id, a), eq(calls.kind, b)))")[0]),
      ["id = a ?", "kind = b ?"],
    );
  });

  it("reads Knex", () => {
    const text =
      'import knex from "knex";\nconst db = knex(config);\ndb("calls").where({ id }).andWhere("site_id", siteId).update({ state });';
    const [query] = queriesOf("a.ts", text);
    assert.equal(query?.operation, "update");
    assert.deepEqual(conditions(query), ["id = id", "site_id = siteId"]);
  });

  it("reads SQL text, joins included", () => {
    const one = queriesOf(
      "a.ts",
      'pool.query("UPDATE calls SET state = $1 WHERE id = $2 AND site_id = $3", [state, id, siteId])',
    )[0];
    assert.equal(one?.operation, "update");
    assert.deepEqual(conditions(one), ["id = id", "site_id = siteId"]);
    assert.deepEqual(
      conditions(queriesOf("a.py", 'cur.execute("SELECT * FROM calls WHERE id = %s", (call_id,))\n')[0]),
      ["id = call_id"],
    );
    const joined = queriesOf("a.ts", 'pool.query("SELECT * FROM a JOIN b ON b.a = a.id WHERE b.id = $1", [id])')[0];
    assert.deepEqual(joined?.others, ["b"]);
    assert.deepEqual(conditions(joined), ["b.id = id"]);
    assert.deepEqual(conditions(queriesOf("a.ts", "pool.query(`SELECT * FROM a WHERE id = ${id}`)")[0]), ["id = id"]);
    assert.equal(queriesOf("a.ts", "pool.query(`SELECT * FROM a WHERE ${where}`)")[0]?.open, true);
  });
});
