import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, it } from "mocha";
import { demoIn, editorOn, project, writeFiles } from "./host/editor-run.mjs";
import { PUSH } from "./host/programs.mjs";

describe("the views of the extension in VS Code", () => {
  const editor = editorOn(demoIn);

  // What a test that failed may have left.
  beforeEach(async () => {
    rmSync(editor.path("faultline.baseline.json"), { force: true });
    await editor.workbench.run("Faultline: Clear Filters of Findings");
  });

  it("fills the Problems panel by a scan, and keeps it in step with the disk", async () => {
    const { workbench } = editor;
    await workbench.run("Faultline: Scan Workspace");
    await workbench.notification(/\d+ errors?.* in \d+ files\./u);
    // A file that no tab holds: what is open stays open when it goes from the disk.
    await workbench.problems(/faultline/u);
    await editor.picture("scan");
    await workbench.filterProblems("deliver-webhooks.ts", /deliver-webhooks\.ts[\s\S]*no-uncapped-backoff/u);
    rmSync(editor.path("web/workers/deliver-webhooks.ts"));
    await workbench.problems(/^No results found/u);
    await workbench.filterProblems("", /faultline/u);
  });

  it("lists the findings, grouped and filtered, and goes to a place", async () => {
    const { workbench } = editor;
    const { tree } = workbench;
    await tree.open("Findings", /^retries \d+$/mu);
    await editor.picture("findings");
    await workbench.run("Faultline: Group Findings by Rule");
    await tree.shows(/no-uncapped-backoff[\s\S]*no-naked-admin-client/u);
    await workbench.run("Faultline: Show Errors Only");
    await tree.shows(rows => {
      assert.match(rows.join("\n"), /no-uncapped-backoff/u);
      assert.doesNotMatch(rows.join("\n"), /no-naked-admin-client/u);
    });
    await tree.unfold("no-uncapped-backoff", /\.(?:py|ts):\d+/u);
    await tree.spoken(/\.(?:py|ts):\d+/u, /^error: .*no-uncapped-backoff$/u);
    await tree.press(/\.(?:py|ts):\d+/u, "Enter");
    await workbench.squiggle("error");
    await workbench.run("Faultline: Clear Filters of Findings");
    await tree.shows(/no-naked-admin-client/u);
    await workbench.run("Faultline: Group Findings by Family");
    await tree.shows(/^tenancy \d+$/mu);
  });

  it("makes the audit report and shows it", async () => {
    const { workbench } = editor;
    const { pages } = workbench;
    await workbench.run("Faultline: Audit Report");
    await workbench.tab("Audit of relay");
    await pages.text("Production readiness of relay", text => {
      assert.match(text, /queries on tenant tables are scoped/u);
      assert.match(text, /routes stand behind a limiter/u);
      assert.match(text, /How it is rated/u);
    });
    assert.deepEqual(await pages.violations("Production readiness of relay"), []);
    await editor.picture("audit");
  });

  it("shows the page of a rule beside its finding", async () => {
    const { workbench } = editor;
    const { pages } = workbench;
    await workbench.openFile("worker/crm_push.py");
    await workbench.squiggle("error");
    await workbench.goTo("countdown");
    await workbench.fixes.open("Open the document of no-delay-past-visibility");
    await workbench.fixes.choose("Open the document of no-delay-past-visibility");
    await pages.text("Not reported", /^no-delay-past-visibility[\s\S]*Reported[\s\S]*Not reported/u);
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
    await pages.text("Which rules looked", /require-tenant-filter is silent/u);
  });

  it("shows all fixes of a rule before it makes them", async () => {
    const { workbench } = editor;
    const { tree } = workbench;
    await workbench.run("Faultline: Group Findings by Rule");
    await tree.open("Findings", /require-retry-jitter/u);
    await tree.choose("require-retry-jitter", "Fix All of This Rule in the Workspace…");
    await workbench.refactorPreview(/crm_push\.py/u);
    await editor.picture("fix-preview");
    await workbench.discardRefactoring();
    assert.match(readFileSync(editor.path("worker/crm_push.py"), "utf8"), /countdown=60 \* \(2\*\*self/u);
  });

  it("fixes a finding of the list", async () => {
    const { workbench } = editor;
    const { tree } = workbench;
    await workbench.run("Faultline: Group Findings by Rule");
    await tree.open("Findings", /^require-tenant-filter 1$/mu);
    await tree.unfold("require-tenant-filter", /leads is read by/u);
    await tree.choose("leads is read by", "Fix");
    await workbench.waitForText('.eq("site_id", siteId)');
    await workbench.save();
    await tree.shows(otherThan("require-tenant-filter"));
  });

  it("suppresses a finding of the list with a reason, which the audit tells", async () => {
    const { workbench } = editor;
    const { tree, pages } = workbench;
    await workbench.run("Faultline: Group Findings by Rule");
    await tree.open("Findings", /^no-permanent-error-retry 1$/mu);
    await tree.unfold("no-permanent-error-retry", /^crm_push\.py:25 push_lead tries again after every 4xx/mu);
    await tree.choose("push_lead tries again after every 4xx", "Suppress with a Reason");
    await workbench.waitForText("faultline-disable-next-line no-permanent-error-retry");
    await workbench.type("the CRM answers 429 as 400");
    await workbench.waitForText("-- the CRM answers 429 as 400");
    await editor.picture("suppress-from-view");
    await workbench.save();
    await tree.shows(otherThan("no-permanent-error-retry"));
    await workbench.run("Faultline: Audit Report");
    await pages.text("the CRM answers 429 as 400", /Suppressed/u);
  });

  it("keeps findings of the baseline apart, and shows them on demand", async () => {
    const { workbench } = editor;
    const { tree } = workbench;
    const cli = path.join(project, "dist/cli.js");
    execFileSync(process.execPath, [cli, "baseline", editor.opened, "--no-cache"], { stdio: "pipe" });
    await tree.welcome("Findings", /^All findings are in the baseline\. Show/u);
    await workbench.problems(["No problems have been detected in the workspace."]);
    await editor.picture("baseline-hidden");
    await workbench.run("Faultline: Show Findings of the Baseline");
    await workbench.run("Faultline: Group Findings by Rule");
    await tree.shows(/^no-uncapped-backoff 1$/mu);
    await tree.unfold("no-uncapped-backoff", /^crm_push\.py:\d+ The delay .* doubles/mu);
    await tree.spoken("doubles with every retry", /^error, in the baseline: /u);
    writeFiles(editor.opened, { "worker/late.py": PUSH });
    await tree.shows(/^no-uncapped-backoff 2$/mu);
    await editor.picture("baseline-shown");
    await workbench.run("Faultline: Hide Findings of the Baseline");
    await tree.shows(/^no-uncapped-backoff 1$/mu);
    await tree.description(/^1 error, 1 warning, 1 advice \(\d+ hidden\)$/u);
    await editor.picture("baseline-new");
    rmSync(editor.path("worker/late.py"));
    rmSync(editor.path("faultline.baseline.json"));
    await tree.shows(/^no-naked-admin-client \d+$/mu);
  });

  it("opens its walkthrough, whose first step opens the sample", async () => {
    const { workbench } = editor;
    await workbench.run("View: Close All Editors");
    const steps = ["See a finding", "Fix it", "Scan your workspace", "Read the audit"];
    await workbench.walkthrough("Get Started with Faultline", steps);
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
    await pages.text("Production readiness of sample", /exponential backoffs are capped/u);
  });
});

/** That the list of findings has rows, and none of a rule. */
function otherThan(rule) {
  return rows => {
    assert.notDeepEqual(rows, []);
    assert.doesNotMatch(rows.join("\n"), new RegExp(rule, "u"));
  };
}
