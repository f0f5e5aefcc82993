import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { demoIn, editorOn } from "./host/editor-run.mjs";

describe("VS Code in German", () => {
  const editor = editorOn(demoIn, { language: "de" });

  it("has commands, counts and findings in German", async () => {
    const { workbench } = editor;
    await workbench.run("Faultline: Arbeitsbereich prüfen");
    await workbench.notification(/\d+ Fehler, .* in \d+ Dateien\./u);
    await workbench.problems(/faultline/u);
    await workbench.filterProblems("no-uncapped-backoff", /Die Wartezeit .* Obergrenze.*no-uncapped-backoff/u);
    await workbench.tree.open("Befunde", /^Retries \d+$/mu);
    await editor.picture("german");
  });

  it("explains a line in German", async () => {
    const { workbench } = editor;
    await workbench.openFile("worker/crm_push.py");
    await workbench.goTo("lead = admin");
    await workbench.run("Faultline: Warum nicht hier?");
    await workbench.tab("Faultline zu Zeile 15 von crm_push.py");
    await workbench.pages.text("Welche Regeln hingesehen haben", text => {
      assert.match(text, /require-tenant-filter schweigt/u);
      assert.match(text, /an einen Mandanten gebunden: Filter auf den Mandanten/u);
    });
    await editor.picture("german-why");
  });

  it("has its walkthrough in German", async () => {
    const { workbench } = editor;
    const steps = ["Einen Befund sehen", "Ihn beheben", "Den Arbeitsbereich prüfen", "Das Audit lesen"];
    await workbench.walkthrough("Erste Schritte mit Faultline", steps);
    await workbench.pages.text("An einem schlechten", /34 Stunden/u);
    await editor.picture("german-walkthrough");
  });
});
