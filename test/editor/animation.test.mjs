import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, it } from "mocha";
import { Animation } from "./host/animation.mjs";
import { demoIn, editorOn, project } from "./host/editor-run.mjs";

const route = "web/app/api/leads/[id]/route.ts";
const query = `    .from("leads")
    .select("id, email, message, crm_id")
    .eq("id", params.id)
    .single();`;
const fix = "Restrict the query to `siteId`";

/** Nothing that types by itself or takes room. */
const settings = {
  "breadcrumbs.enabled": false,
  "editor.autoClosingBrackets": "never",
  "editor.autoClosingQuotes": "never",
  "editor.autoIndent": "none",
  "editor.fontSize": 15,
  "editor.minimap.enabled": false,
  "editor.parameterHints.enabled": false,
  "editor.quickSuggestions": { comments: "off", other: "off", strings: "off" },
  "editor.suggestOnTriggerCharacters": false,
  "faultline.preset": "recommended",
  "workbench.activityBar.location": "hidden",
};

/** What the README begins with: made anew with UPDATE_PICTURES=1, and walked through in any case. */
describe("a fault from its first letter to its end", () => {
  const run = editorOn(withoutTheQuery, { settings, viewport: { width: 1000, height: 600 } });
  const animation = new Animation();

  it("is typed, found, told and mended", async () => {
    const { workbench } = run;
    const show = async milliseconds => animation.add(await workbench.look(), milliseconds);
    await workbench.openFile(route);
    await workbench.run("View: Toggle Primary Side Bar Visibility");
    await workbench.goTo("await admin");
    await workbench.press("ArrowDown");
    await delay(1_000);
    await show(1_000);
    for (const word of query.match(/\s*\S{1,4}/gu)) {
      await workbench.type(word);
      await show(90);
    }
    await workbench.squiggle("error");
    await delay(500);
    await show(1_500);
    await workbench.goTo('.from("leads")');
    await workbench.hover(/one tenant reaches the rows of another[\s\S]*owners see their leads/u);
    await show(7_000);
    await workbench.press("Escape");
    await workbench.fixes.open(fix);
    await delay(500);
    await show(2_000);
    await workbench.fixes.choose(fix);
    await workbench.waitForText('.eq("site_id", siteId)');
    await workbench.noSquiggle("error");
    await delay(1_500);
    await show(3_500);
    if (process.env.UPDATE_PICTURES !== "1") return;
    writeFileSync(path.join(project, "docs/images/fault.gif"), await animation.gif());
  });
});

function withoutTheQuery(folder) {
  const demo = demoIn(folder);
  const file = path.join(demo, route);
  const text = readFileSync(file, "utf8");
  assert.ok(text.includes(query));
  writeFileSync(file, text.replace(query, ""));
  return demo;
}
