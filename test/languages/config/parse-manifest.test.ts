import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseManifest } from "../../../rules/languages/config/parse-manifest.ts";

const read = (path: string, text: string) => parseManifest(path, text)!;
const lines = (...text: string[]) => `${text.join("\n")}\n`;

describe("manifests", () => {
  it("reads package.json: dependencies, name, entry points near the source", () => {
    const record = read(
      "packages/db/package.json",
      JSON.stringify({
        name: "@acme/db",
        dependencies: { bullmq: "^5.1.0" },
        devDependencies: { bullmq: "^4", tsx: "4.0.0" },
        exports: {
          ".": { types: "./src/index.ts", import: "./dist/index.js" },
          "./admin": { types: "./dist/admin.d.ts", default: "./dist/admin.js" },
          "./*": "./src/*.ts",
        },
      }),
    );
    assert.deepEqual(record.dependencies, { bullmq: "^5.1.0", tsx: "4.0.0" });
    assert.equal(record.packageName, "@acme/db");
    assert.deepEqual(record.entryPoints, { ".": "./src/index.ts", "./admin": "./dist/admin.js", "./*": "./src/*.ts" });
    assert.deepEqual(read("package.json", '{ "main": "lib/a.js" }').entryPoints, { ".": "lib/a.js" });
  });

  it("reads exact versions from lock files, and none where there are two", () => {
    assert.deepEqual(
      read(
        "package-lock.json",
        JSON.stringify({
          packages: {
            "": {},
            "node_modules/a": { version: "1.2.3" },
            "node_modules/a/node_modules/b": { version: "9.0.0" },
            "node_modules/@x/b": { version: "2.0.0" },
          },
        }),
      ).locked,
      { a: "1.2.3", "@x/b": "2.0.0" },
    );
    assert.deepEqual(read("package-lock.json", JSON.stringify({ dependencies: { a: { version: "1.0.0" } } })).locked, {
      a: "1.0.0",
    });
    assert.deepEqual(
      read(
        "pnpm-lock.yaml",
        lines(
          "lockfileVersion: '9.0'",
          "importers:",
          "  .:",
          "    dependencies:",
          "      '@x/a':",
          "        specifier: ^1",
          "        version: 1.2.3(react@18.0.0)",
          "      both:",
          "        specifier: ^1",
          "        version: 1.0.0",
          "  apps/web:",
          "    devDependencies:",
          "      both:",
          "        specifier: ^2",
          "        version: 2.0.0",
          "      local:",
          "        specifier: workspace:*",
          "        version: link:../local",
          "packages:",
          "  '@x/a@1.2.3':",
          "    resolution: {}",
        ),
      ).locked,
      { "@x/a": "1.2.3" },
    );
    assert.deepEqual(
      read(
        "yarn.lock",
        lines(
          "# yarn lockfile v1",
          "",
          '"@x/a@^1.0.0", "@x/a@^1.1.0":',
          '  version "1.2.3"',
          "",
          "b@~2.0.0:",
          '  version "2.0.1"',
          "b@^3.0.0:",
          '  version "3.0.0"',
        ),
      ).locked,
      { "@x/a": "1.2.3" },
    );
    assert.deepEqual(
      read("yarn.lock", lines('"c@npm:^1.0.0, c@npm:^1.2.0":', "  version: 1.2.3", '  resolution: "c@npm:1.2.3"'))
        .locked,
      { c: "1.2.3" },
    );
    assert.deepEqual(
      read(
        "uv.lock",
        lines(
          "[[package]]",
          'name = "Some_Thing"',
          'version = "1.2.3"',
          "",
          "[[package]]",
          'name = "celery"',
          'version = "5.3.1"',
        ),
      ).locked,
      {
        "some-thing": "1.2.3",
        celery: "5.3.1",
      },
    );
    assert.deepEqual(read("Pipfile.lock", '{ "default": { "celery": { "version": "==5.3.1" } } }').locked, {
      celery: "5.3.1",
    });
  });

  it("reads Python requirements in every place they stand", () => {
    const record = read(
      "requirements/base.txt",
      lines(
        "# base",
        "-r common.txt",
        "celery[redis]==5.3.1  # broker",
        "Django_Rest >= 3.2, <4 ; python_version > '3.8'",
        "--hash=sha256:x",
        "tool @ https://example.org/tool.whl",
        "plain",
      ),
    );
    assert.deepEqual(record.dependencies, { celery: "==5.3.1", "django-rest": ">= 3.2, <4", tool: "", plain: "" });
    assert.deepEqual(record.locked, { celery: "5.3.1" });
    assert.deepEqual(
      read(
        "pyproject.toml",
        lines(
          "[project]",
          'name = "app"',
          'dependencies = ["celery>=5", "fastapi"]',
          "[project.optional-dependencies]",
          'dev = ["pytest"]',
          "[tool.poetry.dependencies]",
          'python = "^3.11"',
          'redis = "^5.0"',
          'httpx = { version = "^0.27", extras = ["http2"] }',
          "[dependency-groups]",
          'lint = ["ruff==0.5.0"]',
        ),
      ),
      {
        dependencies: { redis: "^5.0", httpx: "^0.27", celery: ">=5", fastapi: "", pytest: "", ruff: "==0.5.0" },
        locked: { ruff: "0.5.0" },
        packageName: "app",
        deployment: [],
      },
    );
    assert.deepEqual(read("Pipfile", lines("[packages]", 'celery = "*"', 'redis = "==5.0"')).dependencies, {
      celery: "",
      redis: "==5.0",
    });
  });

  it("reads path mappings relative to the file's folder", () => {
    const record = read(
      "tsconfig.json",
      '{ // mapped\n "compilerOptions": { "baseUrl": "./src", "paths": { "@/*": ["./*"], "~/*": ["../lib/*"], } } }',
    );
    assert.deepEqual([record.paths, record.baseUrl], [{ "@/*": ["src/*"], "~/*": ["lib/*"] }, "src"]);
  });

  it("reads where the code runs, with the words that say so", () => {
    const facts = (path: string, text: string) =>
      read(path, text).deployment.map(one => `${one.kind} ${one.why} @${one.place.line}`);
    assert.deepEqual(
      facts(
        "Procfile",
        lines(
          "# x",
          "web: gunicorn app:app -w 4",
          "worker: celery -A app worker --concurrency=8",
          "one: gunicorn app:app",
        ),
      ),
      ["workers gunicorn -w 4 @2", "workers celery --concurrency=8 @3"],
    );
    assert.deepEqual(
      facts(
        "docker-compose.prod.yml",
        lines(
          "services:",
          "  api:",
          '    command: ["uvicorn", "app:app", "--workers", "4"]',
          "    deploy:",
          "      replicas: 3",
          "  db:",
          "    image: postgres",
        ),
      ),
      ["replicas replicas: 3 @5", "workers uvicorn --workers 4 @3"],
    );
    assert.deepEqual(facts("wrangler.toml", lines("# x", 'name = "api"')), ["serverless wrangler @2"]);
    assert.deepEqual(facts("apps/web/vercel.json", "{}"), ["serverless vercel.json @1"]);
    assert.deepEqual(
      facts(
        "package.json",
        lines("{", '  "scripts": {', '    "start": "pm2 start a.js -i max", "deploy": "wrangler deploy"', "} }"),
      ),
      ["workers pm2 -i max @3", "serverless wrangler deploy @3"],
    );
  });

  it("reads how many copies platforms and orchestrators run", () => {
    const facts = (path: string, text: string) =>
      read(path, text).deployment.map(
        one =>
          `${one.kind} ${one.why} ×${one.count ?? "?"}${one.platform ? ` ${one.platform}` : ""}${one.likely ? " likely" : ""}`,
      );
    assert.deepEqual(
      facts(
        "Dockerfile",
        lines("FROM node AS build", 'CMD ["gunicorn", "-w", "9"]', "FROM python", 'CMD ["gunicorn", "a:b", "-w", "3"]'),
      ),
      ["workers gunicorn -w 3 ×3"],
    );
    assert.deepEqual(facts("start.sh", lines("# gunicorn -w 9", "exec gunicorn a:b \\", "  --workers ${WORKERS:-4}")), [
      "workers gunicorn --workers ${WORKERS:-4} ×4",
    ]);
    assert.deepEqual(
      facts(
        "k8s/api.yaml",
        lines(
          "apiVersion: v1",
          "kind: Service",
          "---",
          "apiVersion: apps/v1",
          "kind: Deployment",
          "spec:",
          "  replicas: 3",
        ),
      ),
      ["replicas replicas: 3 ×3"],
    );
    const knative = (rest: string) =>
      facts("deploy/service.yaml", `apiVersion: serving.knative.dev/v1\nkind: Service\n${rest}`);
    const scale = (count: number) =>
      `spec:\n  template:\n    metadata:\n      annotations:\n        autoscaling.knative.dev/maxScale: "${count}"\n`;
    assert.deepEqual(knative(scale(10)), ['replicas autoscaling.knative.dev/maxScale: "10" ×10 cloud-run']);
    assert.deepEqual(knative(scale(1)), []);
    assert.deepEqual(knative("spec: {}\n"), ["replicas scales out by itself ×? cloud-run"]);
    assert.deepEqual(
      facts(
        "cloudbuild.yaml",
        lines(
          "steps:",
          "  - name: gcr.io/cloud-builders/gcloud",
          "    args: ['run', 'deploy', 'api', '--max-instances=5']",
        ),
      ),
      ["replicas --max-instances=5 ×5 cloud-run"],
    );
    assert.deepEqual(facts("app.yaml", lines("runtime: python312", "manual_scaling:", "  instances: 1")), []);
    assert.deepEqual(facts("app.yaml", lines("runtime: python312")), ["replicas scales out by itself ×? app-engine"]);
    assert.deepEqual(facts("serverless.yml", lines("service: a", "provider:", "  name: aws")), [
      "serverless serverless.yml ×? lambda",
    ]);
    assert.deepEqual(facts("fly.toml", lines('app = "a"', "[http_service]", "  min_machines_running = 3")), [
      "replicas min_machines_running = 3 ×3 fly",
    ]);
    assert.deepEqual(facts("fly.toml", lines('app = "a"', "[http_service]")), ["replicas fly.toml ×2 fly likely"]);
    assert.deepEqual(facts("fly.toml", lines('app = "a"', "[http_service]", "[mounts]", '  source = "data"')), []);
    assert.deepEqual(
      facts("charts/a/values.yaml", lines("replicaCount: 1", "autoscaling:", "  enabled: true", "  maxReplicas: 6")),
      ["replicas maxReplicas: 6 ×6"],
    );
    assert.deepEqual(facts("charts/a/values.yaml", lines("autoscaling:", "  enabled: false", "  maxReplicas: 6")), []);
    assert.deepEqual(facts("railway.toml", lines("[deploy]", "numReplicas = 2")), [
      "replicas numReplicas = 2 ×2 railway",
    ]);
    assert.deepEqual(facts("netlify.toml", lines("[build]", '  publish = "dist"')), []);
    assert.deepEqual(facts("netlify.toml", lines("[functions]", '  directory = "f"')), [
      "serverless netlify.toml ×? netlify",
    ]);
    assert.deepEqual(
      facts(
        "render.yaml",
        lines("services:", "  - type: web", "    numInstances: 2", "    startCommand: uvicorn a:b --workers 3"),
      ),
      ["replicas numInstances: 2 ×2 render", "workers uvicorn --workers 3 ×3"],
    );
  });

  it("reads what a platform starts by the clock", () => {
    const vercel = read("vercel.json", '{ "crons": [{ "path": "/api/cron/a", "schedule": "0 7 * * *" }] }');
    assert.deepEqual(
      vercel.schedules?.map(one => [one.path, one.schedule, one.place.start]),
      [["/api/cron/a", "0 7 * * *", 22]],
    );
    const toml = lines("[triggers]", "crons = [", '  "*/5 * * * *", # mail', "]", "# crons = [ '0 1 * * *' ]");
    assert.deepEqual(
      read("wrangler.toml", toml).schedules?.map(one => one.schedule),
      ["*/5 * * * *"],
    );
    assert.equal(read("vercel.json", "{}").schedules, undefined);
    assert.deepEqual(read("wrangler.jsonc", '{ "name": "a" }').schedules, []);
  });

  it("says nothing of broken files, and nothing at all of others", () => {
    const empty = { dependencies: {}, locked: {}, deployment: [] };
    assert.deepEqual(read("pyproject.toml", "[project\n"), empty);
    assert.deepEqual(read("package-lock.json", "{"), empty);
    assert.deepEqual(read("compose.yml", "- just\n- a list\n"), empty);
    assert.equal(parseManifest("a.ts", ""), undefined);
  });
});
