import assert from "node:assert/strict";
import { analyse } from "../../../rules/analyse.ts";
import type { Origin } from "../../../rules/concepts/query/origins.ts";
import type { QueryRecord } from "../../../rules/concepts/query/query.ts";

/** Origins of the value of the last condition of the last query. */
function originsOf(body: string): string[] {
  const queries = analyse("a.ts", body).concepts["Query"] as QueryRecord[];
  return (queries.at(-1)?.predicates.at(-1)?.origins ?? []).map(show).sort();
}

function show(origin: Origin): string {
  switch (origin.kind) {
    case "parameter":
      return `parameter ${origin.name}${origin.steps.join("")}`;
    case "call":
      return `call ${origin.text}(${origin.args.map(show).join(", ")})${origin.steps.join("")}`;
    case "query":
      return "query";
    case "unknown":
      return `unknown ${origin.text}`;
    default:
      return origin.kind;
  }
}

describe("origins of values", () => {
  it("follow destructured parameters", () => {
    assert.deepEqual(originsOf('function f({ params: { id } }) { db.from("t").select("*").eq("id", id); }'), [
      "parameter $0.params.id",
    ]);
  });

  it("follow collections through callbacks", () => {
    const body =
      'function f(rows) { const ids = [...new Set(rows.filter(Boolean).map(row => row.id))]; db.from("t").select("*").in("id", ids); }';
    assert.deepEqual(originsOf(body), ["parameter rows.id"]);
  });

  it("see what is put into a list later", () => {
    const body = 'function f(a, b) { const ids = [a]; ids.push(b); db.from("t").select("*").in("id", ids); }';
    assert.deepEqual(originsOf(body), ["parameter a", "parameter b"]);
  });

  it("name the query whose row gave the value", () => {
    const body =
      'async function f(id) { const { data: one } = await db.from("t").select("*").eq("id", id).single(); db.from("u").select("*").eq("t_id", one.id); }';
    assert.deepEqual(originsOf(body), ["query"]);
  });

  it("keep calls of what other files define, with their arguments", () => {
    const body =
      'import { parse } from "./parse.ts";\nasync function f(req) { const body = parse(await req.json()); db.from("t").select("*").eq("id", body.id); }';
    assert.deepEqual(originsOf(body), ["call parse(parameter req.json()).id"]);
  });

  it("take both branches and end in cycles", () => {
    const body =
      'function f(a) { let x = a; while (x) x = next(x); const id = a ? x : "none"; db.from("t").select("*").eq("id", id); }';
    assert.deepEqual(originsOf(body), ["constant", "parameter a"]);
  });
});
