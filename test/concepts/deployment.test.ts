import assert from "node:assert/strict";
import { analyse } from "../../rules/analyse.ts";
import { deploymentOf } from "../../rules/concepts/deployment/index.ts";
import { Project } from "../../rules/project/project.ts";

/** What is said of each code file of a project: what starts several processes, and whether something starts one. */
function deployments(files: Record<string, string>): Record<string, string> {
  const project = Project.link(Object.entries(files).map(([path, text]) => analyse(path, text)));
  const code = [...project.files()].filter(file => file.language === "typescript" || file.language === "python");
  return Object.fromEntries(
    code.map(file => {
      const { several, single } = deploymentOf(file, project);
      const words = several.map(one => one.why + (one.likely ? " (likely)" : ""));
      return [file.path, [...words, ...(single ? ["alone"] : [])].join(", ")];
    }),
  );
}

const COMPOSE = "services:\n  api:\n    build: ./api\n    ports: ['80:80']\n    deploy:\n      replicas: 3\n";

describe("where code runs", () => {
  it("asks the nearest folder that says anything", () => {
    assert.deepEqual(
      deployments({
        "vercel.json": "{}",
        "app/route.ts": "",
        "worker/Dockerfile": "FROM node\n",
        "worker/src/main.ts": "",
        "supabase/functions/mail/index.ts": "",
      }),
      {
        "app/route.ts": "vercel.json",
        "worker/src/main.ts": "alone",
        "supabase/functions/mail/index.ts": "Supabase Edge Functions",
      },
    );
  });

  it("lets files of a folder of deployments speak for the folder above", () => {
    assert.deepEqual(
      deployments({
        "deploy/k8s/base/api.yaml": "apiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: 2\n",
        "api/main.py": "",
      }),
      { "api/main.py": "replicas: 2" },
    );
  });

  it("gives what a service is built from to that folder alone", () => {
    assert.deepEqual(deployments({ "compose.yml": COMPOSE, "api/main.py": "", "web/main.ts": "" }), {
      "api/main.py": "replicas: 3, alone",
      "web/main.ts": "",
    });
  });

  it("hears what a platform makes of JavaScript for JavaScript only, and no file of a developer's machine", () => {
    assert.deepEqual(
      deployments({ "vercel.json": "{}", "a.py": "", "b.ts": "", "docker-compose.dev.yml": COMPOSE, "api/c.py": "" }),
      { "a.py": "", "b.ts": "vercel.json", "api/c.py": "" },
    );
  });

  it("takes a framework's habit for what is likely, unless the app is a server of its own", () => {
    const manifest = '{ "dependencies": { "next": "15.0.0" } }';
    assert.deepEqual(deployments({ "package.json": manifest, "a.ts": "" }), { "a.ts": "a Next.js app (likely)" });
    const own = { "package.json": manifest, "next.config.ts": 'export default { output: "standalone" };', "a.ts": "" };
    assert.equal(deployments(own)["a.ts"], "");
    assert.equal(deployments({ "package.json": manifest, Dockerfile: "FROM node\n", "a.ts": "" })["a.ts"], "alone");
  });

  it("reads the configuration of servers that is code", () => {
    const say = (files: Record<string, string>) => deployments({ ...files, "src/a.ts": "", "src/a.py": "" });
    const pm2 = say({
      "package.json": '{ "dependencies": { "x": "1" } }',
      "ecosystem.config.js": 'module.exports = { apps: [{ instances: "max" }] };',
    });
    assert.equal(pm2["src/a.ts"], 'pm2 instances: "max"');
    assert.equal(say({ "gunicorn.conf.py": "workers = 4\n" })["src/a.py"], "gunicorn workers = 4");
    assert.equal(say({ "gunicorn.conf.py": "workers = 1\n" })["src/a.py"], "");
    const run = 'import uvicorn\n\nuvicorn.run("app:app", workers=3)\n';
    assert.equal(say({ "requirements.txt": "fastapi\n", "src/main.py": run })["src/a.py"], "uvicorn workers=3");
  });
});
