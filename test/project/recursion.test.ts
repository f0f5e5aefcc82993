import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { Engine } from "../../server/engine/engine.ts";
import { folderWith } from "../engine/temporary-folder.ts";

const names = ["client", "send", "retry", "limit", "query", "task", "wrap", "tenant"];

/** Functions of which each gives back what the others give, and calls all of them. */
function script(): string {
  const bodies = names.map(name => {
    const lines = names.map(
      other => `  if (a.${other}) return ${other}(${name}(a, key).x(), ${other}(a)).from("orders").select(${name}(a));
  for (let attempt = 0; attempt < 3; attempt++) {
    try { await ${other}(a); } catch (e) { if (${name}(e)) return ${other}(a)(); await fetch(${other}(a), { method: "POST" }); }
  }`,
    );
    return `export async function ${name}(a: any, key: any): Promise<any> {\n${lines.join("\n")}\n  return ${name}(a).${name}(${name});\n}`;
  });
  const members = names.map(name => `  get ${name}() { return this.${name}.x().${name}; }`);
  return `import { createClient } from "@supabase/supabase-js";
import { Worker } from "bullmq";
const admin = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);
${bodies.join("\n")}
class A extends B {\n${members.join("\n")}\n}
class B extends A {}
new Worker("q", async job => { ${names.map(name => `await ${name}(job.data, job.id);`).join(" ")} await admin.from(query(job, 1)).insert(task(job, 1)); });
`;
}

function tasks(): string {
  const bodies = names.map(name => {
    const lines = names.map(
      other => `    if a.${other}:
        return ${other}(${name}(a).x(), ${other}(a)).table("orders").select(${name}(a))
    try:
        ${other}.delay(a)
        httpx.post(${other}(a))
    except Exception as e:
        raise self.retry(exc=e, countdown=${other}(self.request.retries))`,
    );
    return `@shared_task(bind=True, max_retries=5)\ndef ${name}(self, a):\n${lines.join("\n")}\n    return ${name}(a).${name}(${name})\n`;
  });
  return `import httpx\nfrom celery import shared_task\n\n${bodies.join("\n")}`;
}

describe("functions that give back one another", function () {
  this.timeout(60_000);

  it("are followed to an end", async () => {
    const schema = "create table orders (id uuid primary key, tenant_id uuid not null);\n";
    const root = folderWith({ "web.ts": script(), "tasks.py": tasks(), "migrations/001.sql": schema });
    const result = await new Engine({ root, cache: false, preset: "audit", workers: 0 }).scan();
    assert.deepEqual(result.notes, []);
    assert.ok(result.findings.some(finding => finding.path === "tasks.py"));
  });
});
