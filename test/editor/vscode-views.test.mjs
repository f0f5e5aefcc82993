import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { describe, it } from "mocha";
import { demoIn, editorOn, until } from "./host/editor-run.mjs";

describe("the views of the extension in VS Code", function () {
  this.timeout(120_000);
  const editor = editorOn(demoIn);

  it("fills the Problems panel by a scan, and keeps it in step with the disk", async () => {
    const { workbench } = editor;
    await workbench.run("Faultline: Scan Workspace");
    const told = await workbench.notification(" files.");
    assert.match(told, /\d+ errors?.* in \d+ files\./u);
    // A file that no tab holds: what is open stays open when it goes from the disk.
    await workbench.problems("faultline");
    await editor.picture("scan");
    await workbench.filterProblems("deliver-webhooks.ts");
    const rows = await workbench.problems("deliver-webhooks.ts");
    assert.match(rows.join("\n"), /no-uncapped-backoff/u);
    rmSync(editor.path("web/workers/deliver-webhooks.ts"));
    await until(
      async () => !(await workbench.problemRows()).join("\n").includes("deliver-webhooks.ts"),
      "the row to go",
    );
    await workbench.filterProblems("");
  });

  it("lists the findings, grouped and filtered, and goes to a place", async () => {
    const { workbench } = editor;
    const { tree } = workbench;
    const rows = await tree.open("Findings", "retries");
    assert.match(rows.join("\n"), /retries \d+/u);
    await editor.picture("findings");
    await workbench.run("Faultline: Group Findings by Rule");
    await until(async () => (await tree.rows()).join("\n").includes("no-uncapped-backoff"), "the rules");
    await workbench.run("Faultline: Show Errors Only");
    await until(async () => !(await tree.rows()).join("\n").includes("no-naked-admin-client"), "the advice to go");
    await tree.press("no-uncapped-backoff", "ArrowRight");
    await until(async () => /\.(?:py|ts):\d+/u.test((await tree.rows()).join("\n")), "the places");
    assert.match(await tree.spoken(/\.(?:py|ts):\d+/u), /^error: .*no-uncapped-backoff$/u);
    await tree.press(/\.(?:py|ts):\d+/u, "Enter");
    await workbench.squiggle("error");
    await workbench.run("Faultline: Clear Filters of Findings");
    await workbench.run("Faultline: Group Findings by Family");
  });

  it("makes the audit report and shows it", async () => {
    const { workbench } = editor;
    const { pages } = workbench;
    await workbench.run("Faultline: Audit Report");
    await workbench.tab("Audit of relay");
    const text = await pages.text("Production readiness of relay");
    assert.match(text, /queries on tenant tables are scoped/u);
    assert.match(text, /routes stand behind a limiter/u);
    assert.match(text, /How it is rated/u);
    assert.deepEqual(await pages.violations("Production readiness of relay"), []);
    await editor.picture("audit");
  });

  it("shows the page of a rule beside its finding", async () => {
    const { workbench } = editor;
    const { pages } = workbench;
    await workbench.openFile("worker/crm_push.py");
    await workbench.squiggle("error");
    await workbench.goTo("countdown");
    await workbench.quickFixes();
    await workbench.choose("Open the document of no-delay-past-visibility");
    const text = await pages.text("Not reported");
    assert.match(text, /^no-delay-past-visibility/u);
    assert.match(text, /Reported[\s\S]*Not reported/u);
    assert.deepEqual(await pages.violations("Not reported"), []);
    await editor.picture("rule");
  });

  it("tells at a line why there is no finding", async () => {
    const { workbench } = editor;
    const { pages } = workbench;
    await workbench.openFile("worker/crm_push.py");
    await workbench.goTo("lead = admin");
    await workbench.run("Faultline: Why Not Here?");
    await workbench.tab("Faultline on line 15 of crm_push.py");
    const text = await pages.text("Which rules looked");
    assert.match(text, /require-tenant-filter is silent/u);
  });

  it("shows all fixes of a rule before it makes them", async () => {
    const { workbench } = editor;
    const { tree } = workbench;
    await tree.open("Findings", "retries");
    await workbench.run("Faultline: Group Findings by Rule");
    await until(async () => (await tree.rows()).join("\n").includes("require-retry-jitter"), "the rules");
    await tree.choose("require-retry-jitter", "Fix All of This Rule in the Workspace…");
    const planned = await workbench.refactorPreview();
    assert.match(planned.join("\n"), /crm_push\.py/u);
    await editor.picture("fix-preview");
    await workbench.discardRefactoring();
    assert.match(readFileSync(editor.path("worker/crm_push.py"), "utf8"), /countdown=60 \* \(2\*\*self/u);
    await workbench.run("Faultline: Group Findings by Family");
  });

  it("begins with a walkthrough, whose sample is mended and audited", async () => {
    const { workbench } = editor;
    const { pages } = workbench;
    await workbench.run("Faultline: Open Sample");
    await workbench.tab("leads.py");
    await workbench.squiggle("error");
    await workbench.run("Faultline: Fix All in File");
    await workbench.waitForText('@api.post("/leads")');
    await workbench.run("Faultline: Audit Report");
    await workbench.tab("Audit of sample");
    assert.match(await pages.text("Production readiness of sample"), /exponential backoffs are capped/u);
  });
});
