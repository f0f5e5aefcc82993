import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { demoIn, editorOn } from "./host/editor-run.mjs";

describe("VS Code in German", function () {
  this.timeout(120_000);
  const editor = editorOn(demoIn, { language: "de" });

  it("has commands, counts and findings in German", async () => {
    const { workbench } = editor;
    await workbench.run("Faultline: Arbeitsbereich prüfen");
    assert.match(await workbench.notification(" Dateien."), /\d+ Fehler, .* in \d+ Dateien\./u);
    await workbench.problems("faultline");
    await workbench.filterProblems("no-uncapped-backoff");
    const rows = await workbench.problems("no-uncapped-backoff");
    assert.match(rows.join("\n"), /Die Wartezeit .* Obergrenze/u);
    const { tree } = workbench;
    assert.match((await tree.open("Befunde", "Retries")).join("\n"), /Retries \d+/u);
    await editor.picture("german");
  });

  it("explains a line in German", async () => {
    const { workbench } = editor;
    await workbench.openFile("worker/crm_push.py");
    await workbench.goTo("lead = admin");
    await workbench.run("Faultline: Warum nicht hier?");
    await workbench.tab("Faultline zu Zeile 15 von crm_push.py");
    const text = await workbench.pages.text("Welche Regeln hingesehen haben");
    assert.match(text, /require-tenant-filter schweigt/u);
    assert.match(text, /an einen Mandanten gebunden: Filter auf den Mandanten/u);
    await editor.picture("german-why");
  });

  it("has its walkthrough in German", async () => {
    const { workbench } = editor;
    await workbench.run("Open Walkthrough...");
    await workbench.pick("Erste Schritte mit Faultline");
    const steps = await workbench.walkthrough("Erste Schritte mit Faultline");
    assert.deepEqual(steps, ["Einen Befund sehen", "Ihn beheben", "Den Arbeitsbereich prüfen", "Das Audit lesen"]);
    assert.match(await workbench.pages.text("An einem schlechten"), /34 Stunden/u);
    await editor.picture("german-walkthrough");
  });
});
