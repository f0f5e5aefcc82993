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
});
