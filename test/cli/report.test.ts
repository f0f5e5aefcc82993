import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import type { Audit } from "../../server/audit/audit.ts";
import { repositoryWith } from "../engine/repository.ts";
import { folderWith, write } from "../engine/temporary-folder.ts";
import { runCli } from "./run-cli.ts";

const TASKS = `import httpx
from celery import Celery

app = Celery("worker", broker="redis://broker")
app.conf.task_acks_late = True


@app.task(bind=True, max_retries=8)
def push_lead(self, lead_id):
    try:
        httpx.post("https://crm.example.com/leads", json={"id": lead_id}, timeout=10)
    except httpx.HTTPError as error:
        raise self.retry(exc=error, countdown=60 * 2 ** self.request.retries)
`;

const QUEUES = `name = "mailer"
main = "src/index.ts"

[[queues.consumers]]
queue = "mails"
dead_letter_queue = "mails-dead"

[[queues.consumers]]
queue = "webhooks"
`;

const files = { "tasks.py": TASKS, "wrangler.toml": QUEUES };

async function auditOf(root: string): Promise<Audit> {
  const file = join(folderWith({}), "audit.json");
  const { code, stderr } = await runCli("report", root, "--no-cache", "--output", file);
  assert.equal(code, 0, stderr);
  return JSON.parse(readFileSync(file, "utf8")) as Audit;
}

describe("faultline report", function () {
  this.timeout(60_000);

  it("counts what stands, with the places of what does not", async () => {
    const { families } = await auditOf(folderWith(files));
    const measures = families.flatMap(family => family.measures);
    const told = Object.fromEntries(measures.map(({ id, part, whole }) => [id, `${part} of ${whole}`]));
    assert.equal(told["retries-bounded"], "1 of 1");
    assert.equal(told["retries-capped"], "0 of 1");
    assert.equal(told["retries-jittered"], "0 of 1");
    assert.equal(told["queues-dead-letter"], "1 of 2");
    assert.equal(told["effects-protected"], "0 of 1");
    const queues = measures.find(({ id }) => id === "queues-dead-letter");
    assert.deepEqual(
      queues!.others.map(({ path, line }) => `${path}:${line}`),
      ["wrangler.toml:9"],
    );
  });

  it("rates each family by its findings and the whole by the weakest", async () => {
    const { families, grade, counts } = await auditOf(folderWith(files));
    const retries = families.find(({ rating }) => rating.family === "retries")!;
    const levels = retries.rules.flatMap(({ findings }) => findings.map(({ level }) => level));
    assert.ok(levels.length > 0);
    assert.equal(levels.filter(level => level === "warning").length, retries.rating.counts.warning);
    const grades = families.flatMap(({ rating }) => rating.grade ?? []);
    assert.equal(grade, grades.sort().at(-1));
    const all = families.flatMap(({ rules }) => rules.flatMap(({ findings }) => findings));
    assert.equal(all.length, counts.error + counts.warning + counts.advice);
    assert.equal(families.find(({ rating }) => rating.family === "tenancy")!.rating.grade, undefined);
  });

  it("keeps a ledger of what was suppressed: why, until when, and by whom", async () => {
    const directive = "# faultline-disable-next-line -- the CRM merges leads, until 2099-01-31";
    const text = TASKS.replace("        httpx.post(", `        ${directive}\n        httpx.post(`);
    const { root, git } = repositoryWith({ "tasks.py": text });
    git("add", ".");
    git("commit", "-q", "-m", "leads");
    const { suppressed } = await auditOf(root);
    const own = suppressed.find(({ finding }) => finding.rule === "require-idempotent-task");
    assert.equal(own!.finding.directive.reason, "the CRM merges leads");
    assert.equal(own!.finding.directive.until, "2099-01-31");
    assert.equal(own!.author, "Ada Lovelace");
  });

  it("tells what changed since the baseline, and rates what is in it all the same", async () => {
    const root = folderWith(files);
    const before = await auditOf(root);
    assert.equal(before.change, undefined);
    await runCli("baseline", root, "--no-cache");
    const known = before.counts.error + before.counts.warning + before.counts.advice;
    const { change, counts, grade, families } = await auditOf(root);
    assert.deepEqual(change, { added: 0, known, gone: 0 });
    assert.deepEqual([counts, grade, families], [before.counts, before.grade, before.families]);
    write(root, "more.py", TASKS);
    write(root, "wrangler.toml", QUEUES.replace('queue = "webhooks"', 'queue = "hooks"\ndead_letter_queue = "dead"'));
    const { change: later } = await auditOf(root);
    assert.ok(later!.added > 0 && later!.gone > 0 && later!.known + later!.gone === known, JSON.stringify(later));
    const { stdout } = await runCli("report", root, "--no-cache");
    assert.match(stdout, /^Since the baseline: \d+ new, \d+ gone, \d+ as before\.$/mu);
  });

  it("writes several formats in one run, and Markdown to the terminal by default", async () => {
    const root = folderWith(files);
    const out = folderWith({});
    const names = ["audit.html", "audit.md", "audit.sarif"].map(name => join(out, name));
    const outputs = names.flatMap(name => ["--output", name]);
    assert.equal((await runCli("report", root, "--no-cache", ...outputs)).code, 0);
    assert.ok(names.every(existsSync));
    const markdown = (await runCli("report", root, "--no-cache")).stdout;
    assert.equal(markdown, readFileSync(names[1]!, "utf8"));
    assert.match(markdown, /^- 0 of 1 exponential backoffs are capped$/mu);
    assert.match(markdown, /\*\*warning\*\* `tasks\.py:\d+`: /u);
    const sarif = JSON.parse(readFileSync(names[2]!, "utf8"));
    assert.ok(sarif.runs[0].results.every((one: never) => "faultline/v1" in one["partialFingerprints"]));
  });

  it("makes a page that loads nothing, runs nothing, and shows code as it is", async () => {
    const evil = TASKS.replace("def push_lead", "def push_lead_x").replace(
      "httpx.post(",
      'httpx.post("</code><script>alert(1)</script><img src=x onerror=alert(1)>" and ',
    );
    const root = folderWith({ "a<b>&'c.py": evil, "tasks.py": TASKS });
    const page = join(folderWith({}), "audit.html");
    await runCli("report", root, "--no-cache", "--output", page);
    const html = readFileSync(page, "utf8");
    assert.match(html, /^<!doctype html>\n<html lang="en">/u);
    assert.doesNotMatch(html, /<(?:script|link|img|iframe|object|embed)\b|<[^<>]*\ssrc=|url\(|@import/u);
    assert.match(html, /&lt;script>alert\(1\)/u);
    assert.match(html, /a&lt;b>&amp;'c\.py/u);
    assert.match(html, /default-src 'none'/u);
    assert.match(html, /exponential backoffs are capped/u);
  });

  it("says what is wrong with its arguments", async () => {
    const root = folderWith(files);
    const { code, stderr } = await runCli("report", root, "--output", "audit.pdf");
    assert.equal(code, 2);
    assert.match(stderr, /--output must end in \.html, \.md, \.sarif, \.json/u);
    assert.equal((await runCli("report", join(root, "nowhere"))).code, 2);
  });

  it("reads a project that has nothing to rate", async () => {
    const root = folderWith({ "a.py": "x = 1\n" });
    const { stdout } = await runCli("report", root, "--no-cache");
    assert.match(stdout, /Not rated: nothing was found to rate\./u);
    write(root, "b.ts", "export const a = 1;\n");
    assert.equal((await auditOf(root)).grade, undefined);
  });
});
