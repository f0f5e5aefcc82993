import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { folderWith } from "../engine/temporary-folder.ts";
import { runCli, spawnCli } from "./run-cli.ts";

/** A warning that needs no rule of the catalogue: the directive suppresses nothing and names no rule. */
const WARNING = "f(); // faultline-disable-line nonsense -- why\n";
/** The same as an error. */
const AS_ERROR = '{ "rules": { "unknown-rule": "error" } }';

const scan = (root: string, ...words: string[]) => runCli("scan", root, "--no-cache", ...words);

describe("command line", function () {
  this.timeout(60_000);

  it("exits with 0, 1 and 2 as its contract says", async () => {
    const clean = folderWith({ "a.ts": "f();\n" });
    const warning = folderWith({ "a.ts": WARNING });
    const error = folderWith({ "a.ts": WARNING, "faultline.json": AS_ERROR });
    const broken = folderWith({ "a.ts": "f();\n", "faultline.json": "{" });
    assert.equal((await scan(clean)).code, 0);
    assert.equal((await scan(warning)).code, 0);
    assert.equal((await scan(warning, "--max-warnings", "1")).code, 0);
    assert.equal((await scan(warning, "--max-warnings", "0")).code, 1);
    assert.equal((await scan(error)).code, 1);
    assert.equal((await scan(broken)).code, 2);
  });

  it("says usage errors in one line and exits with 2", async () => {
    const root = folderWith({ "a.ts": "f();\n" });
    const faults: [string[], RegExp][] = [
      [[join(root, "none")], /^faultline: there is no file or folder .*none\n$/u],
      [
        [root, "--format", "xml"],
        /^faultline: --format must be one of pretty, json, jsonl, sarif, github, gitlab, junit, agent, not xml\n$/u,
      ],
      [[root, "--rule", "unknown-rul"], /^faultline: there is no rule unknown-rul, did you mean unknown-rule\?\n$/u],
      [[root, "--max-warnings", "few"], /^faultline: --max-warnings must be a number, not few\n$/u],
      [[root, "--config", join(root, "none.json")], /^faultline: there is no configuration file .*none\.json\n$/u],
      [[root, "--dry-run"], /^faultline: --dry-run needs --fix or --fix-suggestions\n$/u],
      [[root, "--wat"], /^faultline: unknown option '--wat' \(--help shows the usage\)\n$/u],
    ];
    for (const [words, line] of faults) {
      const run = await runCli("scan", "--no-cache", ...words);
      assert.equal(run.code, 2, words.join(" "));
      assert.match(run.stderr, line);
      assert.equal(run.stdout, "");
    }
  });

  it("explains a place: when the attempts of its retry happen", async () => {
    const root = folderWith({
      "job.py":
        "from celery import shared_task\n\n@shared_task(bind=True, max_retries=2)\ndef push(self):\n    work()\n    raise self.retry(countdown=30)\n",
    });
    const at = (place: string) => runCli("explain", "--root", root, "--at", join(root, place));
    const retry = await at("job.py:6");
    assert.equal(retry.code, 0);
    const table = [
      "push is tried 3 times, waiting 1 min in all",
      "",
      "attempt  wait before it  since the first",
      "      1",
      "      2            30 s             30 s  ██████████",
      "      3            30 s            1 min  ██████████",
      "",
      "- Attempts: max_retries=2, job.py:3.",
      "- Delay: 30, job.py:6.",
    ].join("\n");
    assert.ok(retry.stdout.startsWith(table), retry.stdout);
    assert.equal((await at("job.py:6:12")).stdout, retry.stdout);
    const body = await at("job.py:5");
    assert.match(
      body.stdout,
      /^No retry begins at job\.py:5; it is repeated as a part of this one:\n\npush is tried 3 times/u,
    );
    const nothing = await at("job.py:2");
    assert.match(
      nothing.stdout,
      /^No retry at job\.py:2\.\n\nNothing that any rule speaks of begins on this line\.\n$/u,
    );
    for (const [words, line] of [
      [["explain"], /^faultline: explain needs a rule or --at file:line\n$/u],
      [["explain", "--at", "job.py"], /^faultline: --at must be file:line or file:line:column, not job\.py\n$/u],
      [["explain", "--at", "none.py:1"], /^faultline: there is no file none\.py\n$/u],
    ] as [string[], RegExp][])
      assert.match((await runCli(...words)).stderr, line);
  });

  it("explains a task: what runs it again and what protects its effects", async () => {
    const root = folderWith({
      "job.py": [
        "import stripe",
        "from celery import shared_task",
        "",
        "@shared_task(acks_late=True)",
        "def pay(order_id, cents):",
        '    stripe.PaymentIntent.create(amount=cents, currency="eur", idempotency_key=order_id)',
        "    stripe.Refund.create(charge=order_id)",
        "",
      ].join("\n"),
    });
    const at = (...words: string[]) => runCli("explain", "--root", root, "--at", join(root, "job.py:5"), ...words);
    assert.equal(
      (await at()).stdout.trimEnd().split("\n\n").slice(0, 4).join("\n\n"),
      [
        "pay may run more than once: Celery runs it again when its process dies before the end",
        [
          "1. stripe.PaymentIntent.create, job.py:6 ✓ idempotency key",
          "2. stripe.Refund.create, job.py:7 ✗ nothing: a second run creates a second refund",
        ].join("\n"),
        "1 of 2 effects is made again by a second run.",
        "- acks_late=True: the task is delivered again when the worker dies before it ends, job.py:4.",
      ].join("\n\n"),
    );
    const [{ task, place }] = JSON.parse((await at("--json")).stdout).tasks;
    assert.deepEqual([place.line, place.column, task.name], [5, 5, "pay"]);
    assert.deepEqual(
      task.effects.map((one: Record<string, unknown>) => [one["call"], one["protectedBy"], one["what"]]),
      [
        ["stripe.PaymentIntent.create", "key", "idempotency key"],
        ["stripe.Refund.create", "nothing", ""],
      ],
    );
    assert.deepEqual(
      task.deliveries.map((one: Record<string, unknown>) => [one["platform"], one["when"], one["attempts"]]),
      [["Celery", "when its process dies before the end", "unknown"]],
    );
  });

  it("prints one finding a line under the fixed contract", async () => {
    const root = folderWith({ "dir/a b.ts": `\n${WARNING}` });
    const { stdout } = await scan(root, "--format", "jsonl");
    const [line, ...rest] = stdout
      .trimEnd()
      .split("\n")
      .map(one => JSON.parse(one));
    assert.deepEqual(rest, []);
    assert.deepEqual(Object.keys(line), [
      "rule",
      "level",
      "path",
      "line",
      "column",
      "endLine",
      "endColumn",
      "message",
      "related",
      "fixes",
      "fingerprint",
    ]);
    assert.deepEqual(
      { ...line, fingerprint: "", message: "" },
      {
        rule: "unknown-rule",
        level: "warning",
        path: "dir/a b.ts",
        line: 2,
        column: 6,
        endLine: 2,
        endColumn: 47,
        message: "",
        related: [],
        fixes: [{ title: "Remove the directive", kind: "suggestion" }],
        fingerprint: "",
      },
    );
  });

  it("reads a folder inside a project as a part of it", async () => {
    const root = folderWith({ "package.json": "{}", "src/a.ts": WARNING, "lib/b.ts": WARNING });
    const run = await spawnCli(root, "src", "--format", "jsonl", "--no-cache");
    assert.deepEqual(
      run.stdout
        .trimEnd()
        .split("\n")
        .map(line => JSON.parse(line).path),
      ["src/a.ts"],
    );
    const own = folderWith({ "app/package.json": "{}", "app/a.ts": WARNING });
    const inner = await spawnCli(own, "scan", "app", "--format", "jsonl", "--no-cache");
    assert.equal(JSON.parse(inner.stdout).path, "a.ts");
  });

  it("writes fixes, shows them before, and keeps what is not UTF-8", async () => {
    const text = "// faultline-disable-next-line no-unenforced-limiter -- old\nf();\n";
    const latin = Buffer.concat([Buffer.from(text), Buffer.from([0xe4, 10])]);
    const root = folderWith({ "a.ts": text, "latin.ts": latin });
    const dry = await scan(root, "--fix", "--dry-run");
    assert.equal(
      dry.stdout,
      "--- a/a.ts\n+++ b/a.ts\n@@ -1,2 +1,1 @@\n-// faultline-disable-next-line no-unenforced-limiter -- old\n f();\n",
    );
    assert.equal(readFileSync(join(root, "a.ts"), "utf8"), text);
    const run = await scan(root, "--fix");
    assert.equal(readFileSync(join(root, "a.ts"), "utf8"), "f();\n");
    assert.deepEqual(readFileSync(join(root, "latin.ts")), latin);
    assert.match(run.stdout, /^Applied 1 fix\./u);
  });

  it("says how much SQL it understood, and the first that it did not", async () => {
    const root = folderWith({
      "db/migrations/1.sql": "create table a (id int);\ncreat table b (id int);\nselect 1;\n",
      "lite/migrations/1.sql": "create table c (id integer primary key autoincrement);\n",
    });
    const { stderr } = await scan(root, "--stats");
    assert.match(
      stderr,
      /^SQL: 3 statements in 1 file, 2 understood \(66\.66 %\), first unread: db\/migrations\/1\.sql:2 .*, 1 in SQLite's dialect$/mu,
    );
  });

  it("writes the report into a file", async () => {
    const root = folderWith({ "a.ts": WARNING });
    const run = await scan(root, "--format", "json", "--output-file", join(root, "out", "report.json"));
    assert.equal(run.stdout, "");
    assert.equal(JSON.parse(readFileSync(join(root, "out", "report.json"), "utf8")).findings.length, 1);
  });

  it("says in one line where a report cannot be written, and why", async () => {
    const root = folderWith({ "a.ts": WARNING, "in-the-way": "" });
    for (const [file, code] of [
      [root, "EISDIR"],
      [join(root, "in-the-way", "report.json"), "(?:EEXIST|ENOTDIR)"],
      ...(process.platform === "linux" ? [["/dev/full", "ENOSPC"]] : []),
    ] as const) {
      const run = await scan(root, "--format", "json", "--output-file", file!);
      assert.equal(run.code, 2);
      assert.match(run.stderr, new RegExp(`^faultline: .* cannot be written \\(${code}\\)\n$`, "u"));
    }
  });

  it("shows errors only when asked to be quiet", async () => {
    const run = await scan(folderWith({ "a.ts": WARNING }), "--quiet", "--format", "jsonl");
    assert.equal(run.stdout, "");
  });

  it("lists and explains rules", async () => {
    const { stdout } = await runCli("rules", "--json");
    assert.ok(JSON.parse(stdout).some((rule: { rule: string }) => rule.rule === "unused-directive"));
    assert.match((await runCli("explain", "unused-directive")).stdout, /^# unused-directive\n/u);
    const wrong = await runCli("explain", "unused-directives");
    assert.deepEqual(
      [wrong.code, wrong.stderr],
      [2, "faultline: there is no rule unused-directives, did you mean unused-directive?\n"],
    );
  });

  it("prints what is in force for a file", async () => {
    const root = folderWith({ "a.ts": "f();", "faultline.json": AS_ERROR });
    const { stdout } = await runCli("print-config", join(root, "a.ts"), "--root", root);
    const printed = JSON.parse(stdout);
    assert.deepEqual([printed.path, printed.language, printed.configFiles], ["a.ts", "typescript", ["faultline.json"]]);
  });

  it("tells its version without loading a parser", async () => {
    const start = performance.now();
    const run = await spawnCli(process.cwd(), "--version");
    assert.match(run.stdout, /^\d+\.\d+\.\d+\n$/u);
    assert.equal(run.code, 0);
    assert.ok(performance.now() - start < 10_000);
  });
});
