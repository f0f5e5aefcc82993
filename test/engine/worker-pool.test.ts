import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, it } from "mocha";
import type { FileSummary } from "../../rules/project/summary.ts";
import type { Summarised } from "../../server/engine/summarise.ts";
import { WorkerPool, workerEntry } from "../../server/engine/worker-pool.ts";
import { folderWith } from "./temporary-folder.ts";

/** A worker that answers `ok`, hangs at "hang", dies at "die" and throws at "throw". */
const MOODY = `
const { parentPort } = require("node:worker_threads");
parentPort.on("message", tasks => {
  for (const { path, text } of tasks) {
    if (text === "hang") for (;;);
    if (text === "die") process.exit(3);
    if (text === "throw") throw new Error("no luck");
    parentPort.postMessage({ path, json: "{}" });
  }
});
parentPort.postMessage("ready");
`;

async function run(texts: string[], source = MOODY, size = 2): Promise<Record<string, string>> {
  const entry = pathToFileURL(join(folderWith({ "worker.cjs": source }), "worker.cjs"));
  const answers: Record<string, string> = {};
  const onDone = (done: Summarised) => {
    assert.equal(answers[done.path], undefined, "answered twice");
    answers[done.path] = "crash" in done ? done.crash : JSON.stringify(done.summary);
  };
  await new WorkerPool({ size, entry, timeoutMs: 400 }).run(
    texts.map((text, index) => ({ path: `${index}`, text })),
    onDone,
  );
  return answers;
}

describe("worker pool", function () {
  this.timeout(60_000);

  it("answers every file once, whatever one of them does", async () => {
    const answers = await run(["ok", "hang", "ok", "die", "ok", "throw", ...Array.from({ length: 100 }, () => "fine")]);
    assert.equal(Object.keys(answers).length, 106);
    assert.equal(answers["1"], "its analysis took longer than 0.4 s");
    assert.match(answers["3"]!, /^its analysis ended the worker/u);
    assert.match(answers["5"]!, /^its analysis ended the worker: no luck/u);
    assert.equal(Object.values(answers).filter(answer => answer === "{}").length, 103);
  });

  it("says when threads cannot even start", async () => {
    await assert.rejects(run(["ok"], "throw new Error('not here')"), /not here/u);
    await assert.rejects(run(["ok"], "process.exit(1)"), /it ended with code 1/u);
  });

  it("stops when asked to", async () => {
    const abort = new AbortController();
    const entry = pathToFileURL(join(folderWith({ "worker.cjs": MOODY }), "worker.cjs"));
    const tasks = Array.from({ length: 200 }, (_, index) => ({
      path: `${index}`,
      text: index === 100 ? "hang" : "fine",
    }));
    let answered = 0;
    const onDone = () => {
      if (++answered === 20) abort.abort();
    };
    await new WorkerPool({ size: 1, entry, timeoutMs: 5000 }).run(tasks, onDone, abort.signal);
    assert.ok(answered < 200);
  });

  it("runs from source", async () => {
    assert.match(workerEntry().pathname, /server\/engine\/worker\.ts$/u);
    const answers: Summarised[] = [];
    await new WorkerPool({ size: 1 }).run([{ path: "a.py", text: "x = 1\n" }], done => answers.push(done));
    assert.equal(answers.length, 1);
    assert.equal((answers[0] as { summary: FileSummary }).summary.language, "python");
  });
});
