import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, afterEach, before, describe, it } from "mocha";
import { demoIn, project } from "./host/editor-run.mjs";
import { Workbench } from "./host/workbench.mjs";
import { startVscodeWeb } from "./web/vscode-web.mjs";

const fix = "Move the limit below the route decorator";

describe("the extension in VS Code for the Web", () => {
  let folder;
  let server;
  let workbench;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "faultline-web-"));
    server = await startVscodeWeb({ state: folder, opened: demoIn(folder) });
    workbench = await Workbench.open(server.url, process.env.FAULTLINE_BROWSER ?? "/usr/bin/chromium");
  });

  afterEach(async function () {
    if (this.currentTest.state !== "passed")
      await workbench?.picture(
        path.join(project, "test/editor/.run", `web-${this.currentTest.title.slice(0, 20)}.png`),
      );
  });

  after(async () => {
    await workbench?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  it("shows, explains and fixes a finding in a Python file", async () => {
    await workbench.openFile("worker/api.py");
    await workbench.squiggle("error");
    await workbench.problems(/stands above `@app\.post`.*faultline ?\(?no-unenforced-limiter/u);
    await workbench.openFile("worker/api.py");
    await workbench.goTo('@limiter.limit("10');
    await workbench.hover(/no-unenforced-limiter/u);
    await workbench.press("Escape");
    await workbench.fixes.open(fix);
    await workbench.fixes.choose(fix);
    await workbench.waitForText('@app.post("/sites/{site_id}/leads")');
    await workbench.noSquiggle("error");
  });

  it("takes the files that are open for one program, in all three languages", async () => {
    await workbench.openFile("supabase/migrations/20260105090000_sites_and_leads.sql");
    await workbench.openFile("web/lib/supabase.ts");
    await workbench.openFile("web/app/api/leads/[id]/route.ts");
    await workbench.squiggle("error");
    await workbench.problems(/so one tenant reaches the rows of another[\s\S]*20260105090000_sites_and_leads\.sql/u);
  });

  it("offers nothing that needs the whole program", async () => {
    // Between which a scan would stand.
    const neighbours = ["Faultline: Restart Server", "Faultline: Show All Levels"];
    const offered = await workbench.list.commands("Faultline: ", ["Faultline: Fix All in File", ...neighbours]);
    assert.deepEqual(
      offered.filter(title => /Scan Workspace|Audit Report$/u.test(title)),
      [],
    );
    await workbench.run("Faultline: Open Sample");
    await workbench.tab("leads.py");
    await workbench.squiggle("error");
  });
});
