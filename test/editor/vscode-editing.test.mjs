import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { demoIn, editorOn, writeFiles } from "./host/editor-run.mjs";

const route = "web/app/api/leads/[id]/route.ts";

describe("an editor of text in VS Code", () => {
  const editor = editorOn(demoIn);

  it("shows, explains and fixes a finding in a Python file", async () => {
    const { workbench } = editor;
    await workbench.openFile("worker/api.py");
    await workbench.squiggle("error");
    await workbench.problems(rows => {
      assert.match(rows.join("\n"), /stands above `@app\.post`.*faultline ?\(?no-unenforced-limiter/u);
      assert.match(rows.join("\n"), /registers the function as it is here/u);
    });
    await editor.picture("finding-python");
    await workbench.openFile("worker/api.py");
    await workbench.goTo('@limiter.limit("10');
    await workbench.hover(/no-unenforced-limiter/u);
    await workbench.press("Escape");
    await workbench.fixes.openByLightbulb(
      "Move the limit below the route decorator",
      "Suppress no-unenforced-limiter on this line with a reason",
      "Open the document of no-unenforced-limiter",
    );
    await editor.picture("lightbulb");
    await workbench.fixes.choose("Move the limit below the route decorator");
    await workbench.waitForText('@app.post("/sites/{site_id}/leads")');
    await workbench.save();
    await editor.onDisk(
      "worker/api.py",
      /@app\.post\("\/sites\/\{site_id\}\/leads"\)\n@limiter\.limit\("10\/minute"\)\n/u,
    );
  });

  it("counts above a limiter the routes on which it is enforced, and lists them", async () => {
    const { workbench } = editor;
    await workbench.openFile("worker/api.py");
    await workbench.goTo("key_func");
    await workbench.lenses(/enforced on 2 of 3 routes\s+\|\s+1 route without it/u);
    await workbench.peek("enforced on 2 of 3 routes", /receive_lead[\s\S]*form_of/u);
    await editor.picture("codelens-limiter");
    await workbench.press("Escape");
    await workbench.peek("1 route without it", /health/u);
    await workbench.press("Escape");
  });

  it("says at a query on a table of tenants how many of the queries are scoped", async () => {
    const { workbench } = editor;
    await workbench.openFile("leads/route.ts");
    await workbench.run("View: Toggle Primary Side Bar Visibility");
    await workbench.hintDetail("tenant table, 5 of 6 queries scoped", detail => {
      assert.match(detail, /leads belongs to a tenant by site_id, migrations\/\S+\.sql:9: 5 of 6 queries scoped/u);
      assert.match(detail, /This one is scoped: filter on the tenant/u);
      assert.match(detail, /\[id\]\/route\.ts:8 select, service role, not scoped: params\.id is the caller's choice/u);
    });
    await editor.picture("hint-tenants");
    await workbench.run("View: Toggle Primary Side Bar Visibility");
    await workbench.press("Escape");
  });

  it("lists the tables of tenants with their queries, and goes to a query", async () => {
    const { workbench } = editor;
    const { tree } = workbench;
    await tree.open("Tenants", ["leads 5 of 6 scoped", "webhooks 1 of 1 scoped"]);
    await tree.spoken("leads", "leads, tenant table, 5 of 6 scoped, 1 not scoped");
    const unscoped = "route.ts:8 select · web/app/api/leads/[id]";
    const isFirst = rows => assert.equal(rows[1], unscoped);
    await tree.unfold("leads", isFirst);
    await workbench.run("Faultline: List Scoped Queries First");
    await tree.shows(rows => assert.equal(rows.at(-1), unscoped));
    await workbench.run("Faultline: List Unscoped Queries First");
    await tree.shows(isFirst);
    await workbench.openFile("worker/database.py");
    await tree.open("Tenants", isFirst);
    await tree.spoken("leads/[id]", "not scoped: select by service role, route.ts:8, web/app/api/leads/[id]/route.ts");
    await tree.press("leads/[id]", "Enter");
    await workbench.tab("route.ts");
    await workbench.waitForText("tenant table, not scoped; 5 of 6 are");
    await editor.picture("tenants");
  });

  it("shows, explains and fixes a finding in a TypeScript file", async () => {
    const { workbench } = editor;
    const { tree } = workbench;
    await workbench.openFile(route);
    await workbench.squiggle("error");
    await workbench.problems(rows => {
      assert.match(rows.join("\n"), /`leads` is read by.*faultline ?\(?require-tenant-filter/u);
      assert.match(rows.join("\n"), /20260105090000_sites_and_leads\.sql/u);
    });
    await workbench.openFile(route);
    await workbench.goTo('.from("leads")');
    await editor.picture("finding");
    const [fix] = await workbench.fixes.open("Restrict the query to `siteId`");
    await workbench.fixes.choose(fix);
    await workbench.waitForText('.eq("site_id", siteId)');
    await workbench.save();
    await editor.onDisk(route, /\.eq\("site_id", siteId\)/u);
    await tree.open("Tenants", /^leads 6 of 6 scoped$/mu);
    await workbench.run("View: Show Explorer");
  });

  it("shows when the attempts of a retry happen", async () => {
    const { workbench } = editor;
    await workbench.openFile("worker/crm_push.py");
    await workbench.squiggle("error");
    await workbench.goTo("max_retries=12");
    await workbench.hover(text => {
      assert.match(text, /push_lead is tried 13 times, waiting 2 d 20 h in all/u);
      assert.match(text, /13\s+1 d 10 h\s+2 d 20 h/u);
      assert.match(text, /Attempts: max_retries=12, worker\/crm_push\.py:13/u);
    });
    await editor.picture("hover-schedule");
    await workbench.press("Escape");
  });

  it("shows what runs a task again and what protects its effects", async () => {
    const { workbench } = editor;
    await workbench.openFile("worker/crm_push.py");
    await workbench.squiggle("error");
    await workbench.goTo("push_lead");
    await workbench.hover(text => {
      assert.match(text, /push_lead may run more than once: Celery runs it again when its process dies/u);
      assert.match(text, /httpx\.post\s+worker\/crm_push\.py:18\s+✗ only admin\.table\(\)\.update after it/u);
    });
    await editor.picture("hover-task");
    await workbench.press("Escape");
  });

  it("suppresses with the cursor on the reason", async () => {
    const { workbench } = editor;
    await workbench.openFile("web/lib/rate-limit.ts");
    await workbench.squiggle("error");
    await workbench.goTo("leadLimiter");
    await workbench.fixes.open("Suppress no-unenforced-limiter on this line with a reason");
    await workbench.fixes.choose("Suppress no-unenforced-limiter on this line with a reason");
    await workbench.waitForText("faultline-disable-next-line");
    await workbench.type("the gateway counts");
    await workbench.waitForText("-- the gateway counts");
    await workbench.save();
    await editor.onDisk(
      "web/lib/rate-limit.ts",
      /\n\/\/ faultline-disable-next-line no-unenforced-limiter -- the gateway counts\nexport const leadLimiter/u,
    );
  });

  it("explains a file, and a rule where a directive names it", async () => {
    const { workbench } = editor;
    await workbench.openFile("worker/database.py");
    await workbench.run("Faultline: Explain This File");
    await workbench.tab("Preview Faultline on database.py");
    writeFiles(editor.opened, {
      "worker/limits.py": "# faultline-disable-next-line no-unenforced-limiter -- the gateway counts\n",
    });
    await workbench.openFile("worker/limits.py");
    await workbench.goTo("no-unenforced-limiter");
    await workbench.hover(/A rate limiter|limit/u);
  });

  it("says its state and reason", async () => {
    const { workbench } = editor;
    await workbench.openFile("worker/database.py");
    await workbench.languageStatus(
      /^Faultline: (?:no findings|\d+ errors?).*files read; findings of open files are shown/u,
    );
  });
});
