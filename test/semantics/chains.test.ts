import assert from "node:assert/strict";
import { chainOf, fullChain, outermost } from "../../rules/semantics/chains.ts";
import type { FileModel } from "../../rules/semantics/file-model.ts";
import { find, py, ts } from "./code.ts";

const links = (model: FileModel, source: string) =>
  fullChain(find(model, source), model)
    .links.map(link => `${link.name}${link.call ? "()" : ""}${link.conditional ? "?" : ""}`)
    .join(" ");

describe("call chains", () => {
  it("list their links from the root", () => {
    const model = ts(`db.from("calls").select("*").eq("id", 1).data`);
    const chain = chainOf(find(model, `db.from("calls")`));
    assert.equal(model.source(chain.root), "db");
    assert.deepEqual(
      chain.links.map(link => link.name),
      ["from", "select", "eq", "data"],
    );
  });

  it("climb to their end from any link", () => {
    const model = ts(`async function f() { await db.from("calls").select("*") }`);
    assert.equal(model.source(outermost(find(model, `db.from("calls")`))), `db.from("calls").select("*")`);
  });

  it("go on over the variable that they are bound to", () => {
    assert.equal(
      links(ts(`let q = db.from("t").select(); q = q.eq("a", 1); run(q.limit(5));`), `db.from("t")`),
      "from() select() eq() limit()",
    );
  });

  it("mark links that a condition adds", () => {
    assert.equal(
      links(ts(`let q = db.from("t"); if (x) q = q.eq("a", 1); q.limit(5);`), `db.from("t")`),
      "from() eq()? limit()",
    );
  });

  it("leave other variables alone", () => {
    assert.equal(links(ts(`const q = db.from("t"); const r = db.from("u"); r.eq("a", 1);`), `db.from("t")`), "from()");
  });

  it("go on through await", () => {
    assert.equal(
      links(ts(`async function f() { const r = await db.from("t").select(); r.data; }`), `db.from("t")`),
      "from() select() data",
    );
  });

  it("work for Python's builders", () => {
    const model = py(
      `query = session.query(User)\nif active:\n    query = query.filter(User.active)\nquery = query.order_by(User.id)\nquery.all()\n`,
    );
    assert.equal(links(model, "session.query(User)"), "query() filter()? order_by() all()");
  });

  it("are not conditional when their beginning is under the same condition", () => {
    assert.equal(links(py(`if a:\n    q = db.query(X)\n    q = q.filter(Y)\n`), "db.query(X)"), "query() filter()");
  });
});
