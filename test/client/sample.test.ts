import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, it } from "mocha";
import { Engine } from "../../server/engine/engine.ts";
import { fixUntilStable } from "../../server/engine/fix-loop.ts";

const sample = fileURLToPath(new URL("../../media/walkthrough/sample", import.meta.url));
const step = (name: string) => readFileSync(new URL(`../../media/walkthrough/${name}.md`, import.meta.url), "utf8");

describe("the sample of the walkthrough", function () {
  this.timeout(30_000);

  it("has the findings and the fixes that the steps speak of", async () => {
    const engine = new Engine({ root: sample, cache: false, preset: "audit" });
    const { findings } = await engine.scan();
    const rules = new Set(findings.filter(({ level }) => level !== "advice").map(({ rule }) => rule));
    for (const rule of ["no-unenforced-limiter", "no-uncapped-backoff", "no-delay-past-visibility"])
      assert.ok(rules.has(rule), rule);
    const titles = findings.flatMap(({ fixes }) => fixes.map(({ title, kind }) => `${kind} ${title}`));
    const told = step("fix");
    for (const title of ["safe Move the limit below the route decorator", "suggestion Cap the delay at 10 min"]) {
      assert.ok(titles.includes(title), titles.join("\n"));
      assert.ok(told.includes(title.slice(title.indexOf(" ") + 1)), title);
    }
    assert.match(step("sample"), /34 hours[\s\S]*35 times/u);
    assert.match(findings.find(({ rule }) => rule === "no-delay-past-visibility")!.message, /about 35 times/u);
    assert.match(findings.find(({ rule }) => rule === "no-uncapped-backoff")!.message, /1 d 10 h/u);
  });

  it("has something that Fix All in File mends", async () => {
    const engine = new Engine({ root: sample, cache: false, preset: "audit" });
    await engine.scan();
    const { changes } = fixUntilStable(engine, ["leads.py"], new Set(["safe"]), () => true);
    assert.match(changes.get("leads.py")!.after, /@api\.post\("\/leads"\)\n@limiter\.limit\("10\/minute"\)/u);
  });
});
