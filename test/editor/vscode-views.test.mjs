import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { demoIn, editorOn, project, until, writeFiles } from "./host/editor-run.mjs";
import { PUSH } from "./host/programs.mjs";

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

  it("fixes a finding of the list", async () => {
    const { workbench } = editor;
    const { tree } = workbench;
    await tree.open("Findings", "tenancy");
    await workbench.run("Faultline: Group Findings by Rule");
    await until(async () => (await tree.rows()).includes("require-tenant-filter 1"), "the rule");
    await tree.press("require-tenant-filter", "ArrowRight");
    await tree.choose("leads is read by", "Fix");
    await workbench.waitForText('.eq("site_id", siteId)');
    await workbench.save();
    await until(async () => !(await tree.rows()).join().includes("require-tenant-filter"), "the finding to go");
    await workbench.run("Faultline: Group Findings by Family");
  });

  it("suppresses a finding of the list with a reason, which the audit tells", async () => {
    const { workbench } = editor;
    const { tree, pages } = workbench;
    await tree.open("Findings", "retries");
    await workbench.run("Faultline: Group Findings by Rule");
    await until(async () => (await tree.rows()).includes("no-permanent-error-retry 1"), "the rule");
    await tree.press("no-permanent-error-retry", "ArrowRight");
    await tree.choose("crm_push.py:25", "Suppress with a Reason");
    await workbench.waitForText("faultline-disable-next-line no-permanent-error-retry");
    await workbench.type("the CRM answers 429 as 400");
    await editor.picture("suppress-from-view");
    await workbench.save();
    await until(async () => !(await tree.rows()).join().includes("no-permanent-error-retry"), "the finding to go");
    await workbench.run("Faultline: Group Findings by Family");
    await workbench.run("Faultline: Audit Report");
    assert.match(await pages.text("the CRM answers 429 as 400"), /Suppressed/u);
  });

  it("keeps findings of the baseline apart, and shows them on demand", async () => {
    const { workbench } = editor;
    const { tree } = workbench;
    const cli = path.join(project, "dist/cli.js");
    execFileSync(process.execPath, [cli, "baseline", editor.opened, "--no-cache"], { stdio: "pipe" });
    assert.match(await tree.welcome("Findings", "baseline"), /^All findings are in the baseline\. Show/u);
    assert.deepEqual(await workbench.problemRows(), []);
    await editor.picture("baseline-hidden");
    await workbench.run("Faultline: Show Findings of the Baseline");
    await until(async () => (await tree.rows()).length > 0, "the findings of the baseline");
    await workbench.run("Faultline: Group Findings by Rule");
    await until(async () => (await tree.rows()).includes("no-uncapped-backoff 1"), "the rules");
    await tree.press("no-uncapped-backoff", "ArrowRight");
    await until(async () => /\.py:\d+/u.test((await tree.rows()).join()), "the places");
    assert.match(await tree.spoken(/\.py:\d+/u), /^error, in the baseline: /u);
    writeFiles(editor.opened, { "worker/late.py": PUSH });
    await until(async () => (await tree.rows()).includes("no-uncapped-backoff 2"), "the new finding");
    await editor.picture("baseline-shown");
    await workbench.run("Faultline: Hide Findings of the Baseline");
    await until(async () => (await tree.rows()).includes("no-uncapped-backoff 1"), "the new ones alone");
    assert.match(await tree.description(), /^1 error, 1 warning, 1 advice \(\d+ hidden\)$/u);
    await editor.picture("baseline-new");
    rmSync(editor.path("worker/late.py"));
    rmSync(editor.path("faultline.baseline.json"));
    await workbench.run("Faultline: Group Findings by Family");
    await tree.open("Findings", "tenancy");
  });

  it("opens its walkthrough, whose first step opens the sample", async () => {
    const { workbench } = editor;
    await workbench.run("View: Close All Editors");
    await workbench.run("Open Walkthrough...");
    await workbench.pick("Get Started with Faultline");
    const steps = await workbench.walkthrough("Get Started with Faultline");
    assert.deepEqual(steps, ["See a finding", "Fix it", "Scan your workspace", "Read the audit"]);
    await editor.picture("walkthrough");
    await workbench.pressInWalkthrough("Open Sample");
    await workbench.tab("leads.py");
    await workbench.squiggle("error");
    await editor.picture("walkthrough-sample");
  });

  it("has a sample that is mended and audited", async () => {
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
