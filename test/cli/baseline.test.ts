import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, it } from "mocha";
import { BASELINE_NAME } from "../../server/engine/baseline.ts";
import { repositoryWith } from "../engine/repository.ts";
import { folderWith, write } from "../engine/temporary-folder.ts";
import { runCli } from "./run-cli.ts";

/** A warning that needs no rule of the catalogue: the directive suppresses nothing and names no rule. */
const warning = (word: string) => `f(); // faultline-disable-line ${word} -- why\n`;

const baseline = (root: string, ...words: string[]) => runCli("baseline", root, "--no-cache", ...words);

async function foundIn(root: string, ...words: string[]): Promise<string[]> {
  const { stdout, stderr } = await runCli("scan", root, "--format", "jsonl", ...words);
  assert.equal(stderr, "");
  return stdout
    .split("\n")
    .filter(line => line !== "")
    .map(line => (JSON.parse(line) as { path: string }).path);
}

describe("faultline baseline", function () {
  this.timeout(60_000);

  it("writes what is found, and tells what came and went since", async () => {
    const root = folderWith({ "a.ts": warning("one"), "b.ts": warning("two") });
    assert.equal((await baseline(root)).stdout, "faultline.baseline.json has 2 findings.\n");
    assert.deepEqual(await foundIn(root, "--no-cache"), []);
    write(root, "a.ts", "f();\n");
    write(root, "c.ts", warning("three"));
    assert.deepEqual(await foundIn(root, "--no-cache"), ["c.ts"]);
    const summary = (await runCli("scan", root, "--no-cache")).stdout;
    assert.match(summary, /2 in the baseline \(1 of them gone: `faultline baseline` takes them out\)/u);
    const before = readFileSync(join(root, BASELINE_NAME), "utf8");
    const dry = await baseline(root, "--dry-run");
    assert.equal(dry.stdout, "faultline.baseline.json would have 2 findings: 1 came, 1 went.\n");
    assert.equal(readFileSync(join(root, BASELINE_NAME), "utf8"), before);
    assert.equal((await baseline(root)).stdout, "faultline.baseline.json has 2 findings: 1 came, 1 went.\n");
    assert.equal((await baseline(root)).stdout, "faultline.baseline.json has 2 findings: 0 came, 0 went.\n");
  });

  it("is left aside on demand", async () => {
    const root = folderWith({ "a.ts": warning("one") });
    await baseline(root);
    assert.deepEqual(await foundIn(root, "--no-cache", "--no-baseline"), ["a.ts"]);
  });

  it("decides on the exit code", async () => {
    const config = '{ "rules": { "unknown-rule": "error" } }';
    const root = folderWith({ "a.ts": warning("one"), "faultline.json": config });
    const code = async (...words: string[]) => (await runCli("scan", root, "--no-cache", ...words)).code;
    assert.equal(await code(), 1);
    await baseline(root);
    assert.equal(await code(), 0);
    assert.equal(await code("--no-baseline"), 1);
  });

  it("is not written from a broken configuration", async () => {
    const root = folderWith({ "a.ts": warning("one"), "faultline.json": "{" });
    const { code, stderr } = await baseline(root);
    assert.equal(code, 2);
    assert.match(stderr, /^faultline: faultline\.json:1: This is not valid JSON/u);
    assert.equal(existsSync(join(root, BASELINE_NAME)), false);
  });

  it("says when it cannot be written", async () => {
    const root = folderWith({ "a.ts": warning("one"), [`${BASELINE_NAME}/x`]: "" });
    const { code, stderr } = await baseline(root);
    assert.deepEqual([code, stderr], [2, "faultline: faultline.baseline.json cannot be written (EISDIR)\n"]);
  });

  it("makes a scan that is remembered another one when its file changes", async () => {
    const root = folderWith({ "a.ts": warning("one") });
    const cache = folderWith({});
    const found = (...words: string[]) => foundIn(root, "--cache-location", cache, ...words);
    await delay(80);
    assert.deepEqual(await found(), ["a.ts"]);
    await baseline(root);
    await delay(80);
    assert.deepEqual(await found(), []);
    assert.deepEqual(await found(), []);
    assert.deepEqual(await found("--no-baseline"), ["a.ts"]);
  });
});

describe("scanning what changed", function () {
  this.timeout(60_000);

  it("reports on files that differ from the last commit or are not tracked, also from memory", async () => {
    const { root, git } = repositoryWith({ "a.ts": warning("one"), "b.ts": warning("two") });
    const cache = folderWith({});
    const changed = () => foundIn(root, "--changed", "--cache-location", cache);
    assert.deepEqual(await changed(), ["a.ts", "b.ts"]);
    git("add", ".");
    git("commit", "-q", "-m", "first");
    await delay(80);
    assert.deepEqual(await changed(), []);
    write(root, "b.ts", `// why\n${warning("two")}`);
    write(root, "c.ts", warning("three"));
    await delay(80);
    assert.deepEqual(await changed(), ["b.ts", "c.ts"]);
    assert.deepEqual(await changed(), ["b.ts", "c.ts"]);
    git("add", ".");
    git("commit", "-q", "-m", "second");
    assert.deepEqual(await changed(), []);
    assert.deepEqual(await foundIn(root, "--since", "HEAD~1", "--cache-location", cache), ["b.ts", "c.ts"]);
    assert.deepEqual(await foundIn(root, "--cache-location", cache), ["a.ts", "b.ts", "c.ts"]);
  });

  it("reports a finding whose story passes a changed file, and mends no others", async () => {
    const task = `import httpx
from celery import Celery

from crm import send

app = Celery("worker", broker="redis://broker")
app.conf.task_acks_late = True


@app.task(bind=True, max_retries=8)
def push_lead(self, lead_id):
    try:
        send(lead_id)
    except httpx.HTTPError as error:
        raise self.retry(exc=error, countdown=60 * 2 ** self.request.retries)
`;
    const send = `import httpx


def send(lead_id):
    httpx.post("https://crm.example.com/leads", json={"id": lead_id}, timeout=10)
`;
    const { root, git } = repositoryWith({ "tasks.py": task, "crm.py": send });
    git("add", ".");
    git("commit", "-q", "-m", "first");
    const all = await foundIn(root, "--no-cache");
    assert.ok(all.length > 1 && all.every(path => path === "tasks.py"));
    write(root, "crm.py", `${send}# why\n`);
    const changed = await runCli("scan", root, "--no-cache", "--preset", "audit", "--changed", "--format", "agent");
    assert.match(changed.stdout, /^tasks\.py:\d+:\d+ \w+ require-idempotent-task: [^\n]*(?:\n {2}.*)*\n$/u);
    const diff = await runCli("scan", root, "--no-cache", "--changed", "--fix-suggestions", "--dry-run");
    assert.equal(diff.stdout, "");
  });

  it("reports on what the next commit changes, as that commit has it", async () => {
    const { root, git } = repositoryWith({ "a.ts": warning("one"), "b.ts": "f();\n", "gone.ts": "f();\n" });
    const cache = folderWith({});
    const staged = () => foundIn(root, "--staged", "--cache-location", cache);
    assert.deepEqual(await staged(), []);
    git("add", ".");
    assert.deepEqual(await staged(), ["a.ts"]);
    git("commit", "-q", "-m", "first");
    write(root, "b.ts", warning("two"));
    write(root, "untracked.ts", warning("three"));
    assert.deepEqual(await staged(), []);
    git("add", "b.ts");
    write(root, "b.ts", "f();\n");
    write(root, "a.ts", `// why\n${warning("one")}`);
    write(root, "gone.ts", warning("four"));
    git("add", "gone.ts");
    rmSync(join(root, "gone.ts"));
    assert.deepEqual(await staged(), ["b.ts", "gone.ts"]);
    const shown = await runCli("scan", root, "--no-cache", "--staged", "--diff");
    assert.equal(shown.stderr, "");
    const fixed = await runCli("scan", root, "--no-cache", "--staged", "--fix");
    assert.deepEqual(
      [fixed.code, fixed.stderr],
      [2, "faultline: --staged changes no files, so it goes together with --diff only\n"],
    );
  });

  it("says so when there is no repository, or no such revision", async () => {
    const bare = folderWith({ "a.ts": "f();\n" });
    const none = await runCli("scan", bare, "--no-cache", "--changed");
    assert.equal(none.code, 2);
    assert.match(none.stderr, /^faultline: --changed: fatal: not a git repository.*\n$/u);
    const { root, git } = repositoryWith({ "a.ts": "f();\n" });
    git("add", ".");
    git("commit", "-q", "-m", "first");
    const unknown = await runCli("scan", root, "--no-cache", "--since", "nowhere");
    assert.deepEqual([unknown.code, unknown.stderr], [2, "faultline: --since nowhere: there is no revision nowhere\n"]);
    const both = await runCli("scan", root, "--no-cache", "--since", "HEAD", "--changed");
    assert.deepEqual([both.code, both.stderr], [2, "faultline: --changed and --since do not go together\n"]);
  });

  it("shows what fixes would do with --diff, and writes nothing", async () => {
    const before = "f(); // faultline-disable-line no-uncapped-backoff -- why\n";
    const root = folderWith({ "a.ts": before });
    const long = await runCli("scan", root, "--no-cache", "--fix", "--dry-run");
    const short = await runCli("scan", root, "--no-cache", "--diff");
    assert.deepEqual([short.code, short.stdout], [long.code, long.stdout]);
    assert.match(short.stdout, /^--- a\/a\.ts$/mu);
    assert.equal(readFileSync(join(root, "a.ts"), "utf8"), before);
  });
});
