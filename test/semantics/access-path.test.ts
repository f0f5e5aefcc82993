import assert from "node:assert/strict";
import { pathText } from "../../rules/semantics/access-path.ts";
import type { FileModel } from "../../rules/semantics/file-model.ts";
import { find, py, ts } from "./code.ts";

/** Name of an expression by where its value comes from; "" when that cannot be told. */
function pathOf(model: FileModel, source: string): string {
  const path = model.pathOf(find(model, source));
  return path ? pathText(path) : "";
}

const CASES: [string, FileModel, string, string][] = [
  ["a named import", ts(`import { createClient } from "db"; createClient`), "createClient", "db#.createClient"],
  [
    "an import under another name",
    ts(`import { createClient as make } from "db"; make(1)`),
    "make(1)",
    "db#.createClient()",
  ],
  ["a default import", ts(`import pRetry from "p-retry"; pRetry(f)`), "pRetry(f)", "p-retry#.default()"],
  ["a namespace import", ts(`import * as queue from "bullmq"; queue.Worker`), "queue.Worker", "bullmq#.Worker"],
  [
    "a required module",
    ts(`const redis = require("redis"); redis.createClient()`),
    "redis.createClient()",
    "redis#.createClient()",
  ],
  [
    "a destructured require",
    ts(`const { Queue } = require("bullmq"); new Queue("q")`),
    `new Queue("q")`,
    "bullmq#.Queue()",
  ],
  [
    "a chain over a constant",
    ts(`import { createClient } from "db"; const db = createClient(); db.from("calls").select()`),
    `db.from("calls").select()`,
    "db#.createClient().from().select()",
  ],
  [
    "an awaited call",
    ts(`import { connect } from "db"; async function f() { const c = await connect(); c.query }`),
    "c.query",
    "db#.connect().query",
  ],
  ["a destructured result", ts(`import { load } from "db"; const { rows } = load(); rows`), "rows", "db#.load().rows"],
  [
    "a renamed member of a result",
    ts(`import { load } from "db"; const { data: rows } = load(); rows`),
    "rows",
    "db#.load().data",
  ],
  [
    "an element of a result",
    ts(`import { load } from "db"; const [first] = load(); first.id`),
    "first.id",
    "db#.load()[].id",
  ],
  [
    "a loop variable",
    ts(`import { load } from "db"; for (const row of load()) { row.id }`),
    "row.id",
    "db#.load()[].id",
  ],
  ["a callback's parameter", ts(`import { load } from "db"; load().map(row => row.id)`), "row.id", "db#.load()[].id"],
  ["a member by its key", ts(`import { env } from "cfg"; env["KEY"]`), `env["KEY"]`, "cfg#.env.KEY"],
  ["a fallback", ts(`import { a } from "m"; const x = a ?? null; x`), "x", "m#.a"],
  ["a parameter", ts(`function f(db: Db) { db.users.find() }`), "db.users.find()", "parameter:f#.db.users.find()"],
  ["a destructured parameter", ts(`function f({ db }: Context) { db.users }`), "db.users", "parameter:f#.$0.db.users"],
  [
    "a field that the constructor sets",
    ts(
      `import { Redis } from "ioredis"; class A { constructor() { this.redis = new Redis(); } f() { return this.redis.get } }`,
    ),
    "this.redis.get",
    "ioredis#.Redis().get",
  ],
  [
    "a field with two values",
    ts(`class A { x = one(); set() { this.x = two(); } f() { return this.x } }`),
    "this.x",
    "this:A#.x",
  ],
  [
    "a top-level constant",
    ts(`const limits = { a: 1 }; export function f() { return limits.a }`),
    "limits.a",
    "limits.a",
  ],
  ["a variable with two values", ts(`import { a, b } from "m"; let x = a; if (y) x = b; x.z`), "x.z", "x.z"],
  [
    "a builder that is continued",
    ts(`import { db } from "m"; let q = db.from("t"); q = q.eq("a", 1); q.then`),
    "q.then",
    "m#.db.from().then",
  ],
  ["a global", ts(`fetch("x")`), `fetch("x")`, ""],
  ["a shadowed import", ts(`import { db } from "m"; function f(db) { db.x }`), "db.x", "parameter:f#.db.x"],
  ["a block's own constant", ts(`import { a } from "m"; { const a = 1; } a.b`), "a.b", "m#.a.b"],

  ["python: from import", py(`from celery import shared_task\nshared_task`), "shared_task", "celery#.shared_task"],
  [
    "python: a dotted import",
    py(`import app.core.tasks\napp.core.tasks.run()`),
    "app.core.tasks.run()",
    "app#.core.tasks.run()",
  ],
  ["python: an import under another name", py(`import app.core as core\ncore.run`), "core.run", "app.core#.run"],
  ["python: a relative import", py(`from ..db import session\nsession.add`), "session.add", "..db#.session.add"],
  [
    "python: an instance",
    py(`from celery import Celery\napp = Celery()\napp.task`),
    "app.task",
    "celery#.Celery().task",
  ],
  ["python: with", py(`from db import Session\nwith Session() as s:\n    s.add`), "s.add", "db#.Session().add"],
  ["python: a for loop", py(`from db import rows\nfor row in rows():\n    row.id`), "row.id", "db#.rows()[].id"],
  ["python: a comprehension", py(`from db import rows\n[row.id for row in rows()]`), "row.id", "db#.rows()[].id"],
  [
    "python: self",
    py(
      `from db import Session\nclass A:\n    def __init__(self):\n        self.s = Session()\n    def f(self):\n        return self.s.add`,
    ),
    "self.s.add",
    "db#.Session().add",
  ],
  [
    "python: a class attribute",
    py(`from m import limit\nclass A:\n    throttle = limit()\n    def f(self):\n        return self.throttle`),
    "self.throttle",
    "m#.limit()",
  ],
  [
    "python: the class body is no scope for methods",
    py(`from m import x\nclass A:\n    x = 1\n    def f(self):\n        return x.y`),
    "x.y",
    "m#.x.y",
  ],
  ["python: tuple assignment", py(`from m import pair\na, b = pair()\nb.c`), "b.c", "m#.pair()[].c"],
  ["python: an import inside a function", py(`def f():\n    from m import x\n    return x.y`), "x.y", "m#.x.y"],
  ["python: a walrus", py(`from m import get\nif (hit := get()):\n    hit.ok`), "hit.ok", "m#.get().ok"],
  [
    "python: None first",
    py(
      `from m import make\nclass A:\n    def __init__(self):\n        self.c = None\n    def f(self):\n        self.c = make()\n        return self.c.x`,
    ),
    "self.c.x",
    "m#.make().x",
  ],
];

describe("access paths", () => {
  for (const [name, model, source, expected] of CASES) it(name, () => assert.equal(pathOf(model, source), expected));

  it("end on a value that refers to itself", () => {
    assert.equal(pathOf(ts(`let a = b; let b = a; a.x`), "a.x"), "a.x");
  });

  it("name functions by their place", () => {
    const model = ts(
      `class A { f() { const g = () => 1; return g; } } export const h = wrap(async () => 2); items.map(() => 3);`,
    );
    assert.deepEqual(
      model.functions.map(fn => model.functionId(fn).replace(/\d+/u, "N")),
      ["A.f", "A.f.g", "h", "@N"],
    );
  });

  it("tell two functions of one name apart", () => {
    const model = py(`def f():\n    pass\n\ndef f():\n    pass\n`);
    const [first, second] = model.functions.map(fn => model.functionId(fn));
    assert.equal(first, "f");
    assert.match(second!, /^f@\d+$/u);
  });
});
