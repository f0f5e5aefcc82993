import assert from "node:assert/strict";
import { analyse } from "../../rules/analyse.ts";
import { Project } from "../../rules/project/project.ts";
import type { CallRecord } from "../../rules/project/summary.ts";
import { constantOf, intervalOf } from "../../rules/semantics/symbolic.ts";

function link(files: Record<string, string>): Project {
  return Project.link(Object.entries(files).map(([path, text]) => analyse(path, text)));
}

/** The call whose callee is written as `text`, in any function of a file. */
function call(project: Project, path: string, text: string): CallRecord {
  const found = project
    .file(path)!
    .functions.flatMap(fn => fn.calls)
    .find(one => one.text === text);
  assert.ok(found, `${path} calls ${text}`);
  return found;
}

const libraryOf = (project: Project, path: string, text: string) =>
  project.libraryNameOf(call(project, path, text).path, project.file(path)!);
const functionOf = (project: Project, path: string, text: string) => {
  const found = project.functionOf(call(project, path, text).path, project.file(path)!);
  return found && `${found.file.path}#${found.value.id}`;
};

describe("linking TypeScript files", () => {
  it("follows a client through relative imports, re-exports and a factory", () => {
    const project = link({
      "src/lib/admin.ts": `import { createClient } from "@supabase/supabase-js";
        export const admin = createClient(process.env.URL!, process.env.KEY!);
        export function makeAdmin() { return createClient("u", "k"); }`,
      "src/lib/index.ts": `export * from "./admin"; export { admin as supabaseAdmin } from "./admin";`,
      "src/a.ts": `import { supabaseAdmin } from "./lib"; export async function f() { await supabaseAdmin.from("calls"); }`,
      "src/b.ts": `import * as lib from "./lib/index.js"; export async function g() { await lib.makeAdmin().from("calls"); }`,
    });
    assert.equal(libraryOf(project, "src/a.ts", "supabaseAdmin.from"), "@supabase/supabase-js.createClient().from");
    assert.equal(libraryOf(project, "src/b.ts", "lib.makeAdmin().from"), "@supabase/supabase-js.createClient().from");
  });

  it("maps tsconfig paths, root aliases and workspace packages", () => {
    const project = link({
      "tsconfig.json": `{ "compilerOptions": { "baseUrl": ".", "paths": { "#db/*": ["packages/db/src/*"] } } }`,
      "packages/db/package.json": `{ "name": "@acme/db", "exports": { ".": "./src/index.ts" } }`,
      "packages/db/src/index.ts": `export function connect() {}`,
      "packages/db/src/pool.ts": `export function pool() {}`,
      "apps/web/src/util.ts": `export default function util() {}`,
      "apps/web/src/a.ts": `import { connect } from "@acme/db"; import { pool } from "#db/pool"; import util from "@/util";
        export function f() { connect(); pool(); util(); }`,
    });
    assert.equal(functionOf(project, "apps/web/src/a.ts", "connect"), "packages/db/src/index.ts#connect");
    assert.equal(functionOf(project, "apps/web/src/a.ts", "pool"), "packages/db/src/pool.ts#pool");
    assert.equal(functionOf(project, "apps/web/src/a.ts", "util"), "apps/web/src/util.ts#util");
  });

  it("follows CommonJS, methods of instances and injected services", () => {
    const project = link({
      "repo.js": `class Repo { async find(id) { return id; } }\nmodule.exports = { Repo };`,
      "use.js": `const { Repo } = require("./repo");\nconst repo = new Repo();\nexports.f = () => repo.find(1);`,
      "service.ts": `import { Repo } from "./repo"; export class Service { constructor(private repo: Repo) {} run() { return this.repo.find(2); } }`,
    });
    assert.equal(functionOf(project, "use.js", "repo.find"), "repo.js#Repo.find");
    assert.equal(functionOf(project, "service.ts", "this.repo.find"), "repo.js#Repo.find");
  });

  it("survives cycles of re-exports and imports", () => {
    const project = link({
      "a.ts": `export * from "./b"; import { x } from "./b"; export const y = x;`,
      "b.ts": `export * from "./a"; import { y } from "./a"; export const x = y;`,
      "c.ts": `import { x, nothing } from "./a"; export function f() { x(); nothing(); }`,
    });
    assert.equal(functionOf(project, "c.ts", "x"), undefined);
    assert.equal(functionOf(project, "c.ts", "nothing"), undefined);
  });

  it("asks modules that all give each other on no more than once", () => {
    const names = Array.from({ length: 14 }, (_, index) => `m${index}`);
    const files = Object.fromEntries(
      names.map(name => [`src/${name}.ts`, names.map(other => `export * from "./${other}";`).join("\n")]),
    );
    files["src/last.ts"] = `export function found() {}`;
    files["src/m13.ts"] += `\nexport * from "./last";`;
    files["src/a.ts"] = `import { found, missing } from "./m0"; export function f() { found(); missing(); }`;
    const project = link(files);
    assert.equal(functionOf(project, "src/a.ts", "found"), "src/last.ts#found");
    assert.equal(functionOf(project, "src/a.ts", "missing"), undefined);
    assert.equal(project.referencesTo(project.file("src/last.ts")!, "found").length, 1);
    assert.equal(project.referencesTo(project.file("src/a.ts")!, "missing").length, 0);
  });

  it("counts references over barrels and knows callers", () => {
    const project = link({
      "limit.ts": `export function limit(id: string) { return id; }\nexport function unused() {}`,
      "index.ts": `export { limit } from "./limit";`,
      "route.ts": `import { limit } from "./index"; export function GET() { return limit("x"); }`,
    });
    const file = project.file("limit.ts")!;
    assert.deepEqual(
      project.referencesTo(file, "limit").map(site => `${site.file.path} ${site.reference.use}`),
      ["route.ts call"],
    );
    assert.deepEqual(project.referencesTo(file, "unused"), []);
    assert.deepEqual(
      project.callersOf(file, "limit").map(site => site.caller.id),
      ["GET"],
    );
  });
});

describe("linking Python files", () => {
  it("takes a required library for what it is beside a file of its name", () => {
    const files = {
      "shop/celery.py": "from celery import Celery\n\napp = Celery('shop')\n",
      "shop/tasks.py": "from celery import shared_task\n\ndef f():\n    shared_task()\n",
    };
    const required = link({ ...files, "requirements.txt": "celery==5.4.0\n" });
    assert.equal(libraryOf(required, "shop/tasks.py", "shared_task"), "celery.shared_task");
    assert.equal(libraryOf(link(files), "shop/tasks.py", "shared_task"), undefined);
  });

  const files = {
    "backend/app/__init__.py": "",
    "backend/app/core/__init__.py": "",
    "backend/app/core/celery_app.py": "from celery import Celery\n\ncelery_app = Celery('app')\n",
    "backend/app/core/settings.py":
      "class Settings:\n    max_retries: int = 5\n    base_delay = 60\n\n\nsettings = Settings()\n",
    "backend/app/core/backoff.py": "def delay(attempt, base=30, cap=600):\n    return min(base * 2 ** attempt, cap)\n",
    "backend/app/tasks/push.py":
      "from app.core.celery_app import celery_app\nfrom ..core import backoff\nimport app.core.settings\n\n\n@celery_app.task(bind=True)\ndef push(self):\n    backoff.delay(self.request.retries)\n    celery_app.send_task('x')\n",
    "backend/app/tasks/__init__.py": "from .push import push\n",
    "backend/app/main.py": "from app.tasks import push\n\n\ndef start():\n    push.delay()\n    push()\n",
  };

  it("resolves absolute, relative and package imports", () => {
    const project = link(files);
    assert.equal(libraryOf(project, "backend/app/tasks/push.py", "celery_app.send_task"), "celery.Celery().send_task");
    assert.equal(
      functionOf(project, "backend/app/tasks/push.py", "backoff.delay"),
      "backend/app/core/backoff.py#delay",
    );
    assert.equal(functionOf(project, "backend/app/main.py", "push"), "backend/app/tasks/push.py#push");
  });

  it("does not take a library for a module of the same name in the package", () => {
    const project = link({
      "app/__init__.py": "",
      "app/celery.py": "from celery import Celery\n\napp = Celery('x')\n",
      "app/tasks.py": "from celery import shared_task\n\n\ndef f():\n    shared_task(f)\n",
    });
    assert.equal(libraryOf(project, "app/tasks.py", "shared_task"), "celery.shared_task");
  });

  it("knows a dependency's value through Depends", () => {
    const project = link({
      "db.py":
        "from sqlalchemy.orm import sessionmaker\n\nSessionLocal = sessionmaker()\n\n\ndef get_db():\n    db = SessionLocal()\n    try:\n        yield db\n    finally:\n        db.close()\n",
      "api.py":
        "from fastapi import Depends\nfrom db import get_db\n\n\ndef read(db=Depends(get_db)):\n    return db.query(1)\n",
    });
    assert.equal(libraryOf(project, "api.py", "db.query"), "sqlalchemy.orm.sessionmaker()().query");
  });

  it("reduces values and helper formulas of other files", () => {
    const project = link(files);
    const from = project.file("backend/app/tasks/push.py")!;
    const applied = project.reduce(
      {
        kind: "apply",
        path: { root: "import", module: "..core", steps: [".backoff", ".delay"] },
        args: [{ kind: "attempt" }],
        names: [""],
      },
      from,
    );
    assert.deepEqual(intervalOf(applied, { attempt: 2 }), { low: 120, high: 120 });
    assert.deepEqual(intervalOf(applied, { attempt: 20 }), { low: 600, high: 600 });
    const setting = project.reduce(
      {
        kind: "reference",
        path: { root: "import", module: "app.core.settings", steps: [".settings", ".max_retries"] },
      },
      from,
    );
    assert.equal(constantOf(setting), 5);
  });
});

describe("versions", () => {
  it("prefers the nearest lock file, and normalises Python names", () => {
    const project = link({
      "pyproject.toml": '[project]\nname = "x"\ndependencies = ["FastAPI>=0.100", "flask_limiter==4.1.1"]\n',
      "api/main.py": "x = 1\n",
    });
    const file = project.file("api/main.py")!;
    assert.equal(project.versionOf("fastapi", file)?.exact, false);
    assert.match(project.versionOf("fastapi", file)!.version, /0\.100/u);
    assert.match(project.versionOf("Flask-Limiter", file)!.version, /4\.1\.1/u);
    assert.equal(project.versionOf("django", file), undefined);
  });

  const version = (files: Record<string, string>, name: string, path: string) => {
    const project = link({ ...files, [path]: "" });
    return project.versionOf(name, project.file(path)!);
  };

  it("are those of the file's language", () => {
    const files = {
      "package.json": '{ "dependencies": { "stripe": "17.5.0" } }',
      "requirements.txt": "stripe==9.1.0\n",
    };
    assert.deepEqual(version(files, "stripe", "web/pay.ts"), { version: "17.5.0", exact: false });
    assert.deepEqual(version(files, "stripe", "api/pay.py"), { version: "9.1.0", exact: true });
  });

  it("of a workspace are those that its own manifest requires", () => {
    const lock = { packages: { "node_modules/stripe": { version: "17.5.0" } } };
    const both = { packages: { ...lock.packages, "apps/old/node_modules/stripe": { version: "12.18.0" } } };
    const files = (content: object) => ({
      "package-lock.json": JSON.stringify(content),
      "package.json": '{ "workspaces": ["apps/*"] }',
      "apps/old/package.json": '{ "dependencies": { "stripe": "^12.0.0" } }',
      "apps/new/package.json": '{ "dependencies": { "stripe": "^17.0.0" } }',
    });
    assert.deepEqual(version(files(lock), "stripe", "apps/new/a.ts"), { version: "17.5.0", exact: true });
    assert.deepEqual(version(files(lock), "stripe", "apps/old/a.ts"), { version: "^12.0.0", exact: false });
    assert.deepEqual(version(files(both), "stripe", "apps/old/a.ts"), { version: "^12.0.0", exact: false });
    assert.deepEqual(version(files(both), "stripe", "apps/new/a.ts"), { version: "^17.0.0", exact: false });
  });

  it("are read from every lock file and requirement", () => {
    const pnpm =
      "lockfileVersion: '9.0'\nimporters:\n  apps/web:\n    dependencies:\n      stripe:\n        specifier: ^17\n        version: 17.7.0(typescript@5.4.0)\n";
    const cases: [Record<string, string>, string][] = [
      [{ "pnpm-lock.yaml": pnpm, "apps/web/package.json": '{ "dependencies": { "stripe": "catalog:" } }' }, "17.7.0"],
      [{ "yarn.lock": '"stripe@npm:^17.0.0":\n  version: 17.4.0\n  resolution: "stripe@npm:17.4.0"\n' }, "17.4.0"],
      [{ "yarn.lock": 'stripe@^16.0.0:\n  version "16.12.0"\n' }, "16.12.0"],
      [
        { "bun.lock": '{ "packages": { "stripe": ["stripe@14.1.0", "", {}], "x/stripe": ["stripe@9.0.0"], } }' },
        "14.1.0",
      ],
    ];
    for (const [files, expected] of cases)
      assert.deepEqual(version(files, "stripe", "apps/web/a.ts"), { version: expected, exact: true });
    const python: [Record<string, string>, string][] = [
      [{ "requirements/base.txt": "celery[redis]==5.3.6 \\\n    --hash=sha256:00\n" }, "5.3.6"],
      [{ "requirements-prod.txt": "-r base.txt\nCelery[redis,tblib] == 5.4.0 ; python_version >= '3.9'\n" }, "5.4.0"],
      [{ "uv.lock": '[[package]]\nname = "celery"\nversion = "5.5.0"\n' }, "5.5.0"],
      [{ "pdm.lock": '[[package]]\nname = "celery"\nversion = "5.2.7"\n' }, "5.2.7"],
      [{ "Pipfile.lock": '{ "default": { "celery": { "extras": ["redis"], "version": "==5.3.1" } } }' }, "5.3.1"],
    ];
    for (const [files, expected] of python)
      assert.deepEqual(version(files, "celery", "app/tasks.py"), { version: expected, exact: true });
    const poetry = '[tool.poetry.dependencies]\ncelery = { extras = ["redis"], version = "^5.3" }\n';
    assert.deepEqual(version({ "pyproject.toml": poetry }, "celery", "app/tasks.py"), {
      version: "^5.3",
      exact: false,
    });
  });
});
