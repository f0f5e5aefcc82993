import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { rules } from "../../rules/catalog/index.ts";
import { listenedConcepts } from "../../rules/define-rule.ts";
import { conceptNoun } from "../../server/engine/concept-facts.ts";
import { BASELINE_NAME, writeBaseline } from "../../server/engine/baseline.ts";
import { Engine } from "../../server/engine/engine.ts";
import { whyNotHere } from "../../server/engine/why-not-here.ts";
import { whyNotHereText } from "../../server/reports/why-not-here-text.ts";
import { folderWith } from "./temporary-folder.ts";

const TASKS = `import httpx
from celery import Celery

app = Celery("worker", broker="redis://broker")


@app.task(bind=True, max_retries=3)
def push_lead(self, lead_id):
    try:
        httpx.post("https://crm.example.com/leads", json={"id": lead_id}, timeout=10)
    except httpx.HTTPError as error:
        # faultline-disable-next-line require-retry-jitter -- one worker
        raise self.retry(exc=error, countdown=min(60 * 2 ** self.request.retries, 600))


def total(values):
    return sum(values)
`;

async function textAt(line: number, config = "{}"): Promise<string> {
  const root = folderWith({ "tasks.py": TASKS, "faultline.json": config, "node_modules/x/a.ts": "" });
  const engine = new Engine({ root, cache: false, preset: "audit" });
  await engine.scan();
  return whyNotHereText(whyNotHere(engine, "tasks.py", line));
}

describe("why not here", function () {
  this.timeout(30_000);

  it("says what was seen, which rules looked, and what each made of it", async () => {
    const text = await textAt(13);
    assert.match(text, /^# Line 13 of tasks\.py/u);
    assert.match(text, /## A retry, line 13/u);
    assert.match(text, /- at most 3 retries, by `max_retries=3`/u);
    assert.match(text, /- the delay `.*`: .*at most 600000 ms/u);
    assert.match(text, /- `no-uncapped-backoff` is silent/u);
    assert.match(text, /- `require-retry-jitter` reports a finding that is suppressed: one worker/u);
  });

  it("says when a rule is off, and by what", async () => {
    const text = await textAt(13, '{ "rules": { "no-uncapped-backoff": "off" } }');
    assert.match(text, /- `no-uncapped-backoff` is off: .*faultline\.json/u);
  });

  it("says when a finding is in the baseline", async () => {
    const root = folderWith({ "tasks.py": TASKS.replace(/^ *# faultline.*\n/mu, "") });
    const engine = new Engine({ root, cache: false, preset: "audit" });
    writeBaseline(root, (await engine.scan()).findings);
    engine.filesChanged([{ path: BASELINE_NAME, type: "created" }]);
    const text = whyNotHereText(whyNotHere(engine, "tasks.py", 12));
    assert.match(text, /- `require-retry-jitter` reports a finding that is in the baseline: /u);
  });

  it("says when there is nothing to look at", async () => {
    assert.match(await textAt(17), /Nothing was recognised here that a rule speaks of/u);
  });

  it("says why a file is not read", async () => {
    const root = folderWith({ "tasks.py": TASKS, ".gitignore": "tasks.py\n" });
    const engine = new Engine({ root, cache: false });
    await engine.scan();
    assert.match(whyNotHereText(whyNotHere(engine, "tasks.py", 13)), /\*\*Not read\*\*, because .*\.gitignore/u);
  });

  it("has a noun for everything that a rule looks at", () => {
    const types = rules.flatMap(rule => listenedConcepts(rule.definition));
    assert.ok(types.length >= rules.length);
    for (const type of types) assert.notEqual(conceptNoun(type), undefined, type);
  });
});
