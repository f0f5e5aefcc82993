import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, it } from "mocha";
import type { FileSummary } from "../../rules/project/summary.ts";
import { pack } from "../../server/engine/packing.ts";
import { toBytes } from "../../server/engine/shared-data.ts";
import type { SummaryParts } from "../../server/engine/stored-summary.ts";
import type { Summarised } from "../../server/engine/summarise.ts";
import { WorkerPool, workerEntry } from "../../server/engine/worker-pool.ts";
import { folderWith, write } from "./temporary-folder.ts";

const EMPTY = pack({ head: {}, kinds: [], rest: toBytes({}) } satisfies Record<keyof SummaryParts, unknown>);

/** A worker that answers `ok`, hangs at "hang", dies at "die", throws at "throw", takes all memory at "gorge". */
const MOODY = `
const { parentPort } = require("node:worker_threads");
const held = [];
parentPort.on("message", tasks => {
  for (const { path, text } of tasks) {
    if (text === "hang") for (;;);
    if (text === "die") process.exit(3);
    if (text === "throw") throw new Error("no luck");
    if (text === "gorge") for (;;) held.push(new Array(1000).fill({}));
    parentPort.postMessage({ path, packed: Uint8Array.from([${EMPTY.join()}]) });
  }
});
parentPort.postMessage("ready");
`;

async function run(texts: string[], source = MOODY, size = 2): Promise<Record<string, string>> {
  const entry = pathToFileURL(join(folderWith({ "worker.cjs": source }), "worker.cjs"));
  const answers: Record<string, string> = {};
  const onDone = (done: Summarised) => {
    assert.equal(answers[done.path], undefined, "answered twice");
    answers[done.path] = "crash" in done ? done.crash : JSON.stringify(done.summary.concepts);
  };
  await new WorkerPool({ size, entry, timeoutMs: 2000, memoryMb: 32 }).run(
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
    assert.equal(answers["1"], "its analysis took longer than 2 s");
    assert.match(answers["3"]!, /^its analysis ended the worker/u);
    assert.match(answers["5"]!, /^its analysis ended the worker: no luck/u);
    assert.equal(Object.values(answers).filter(answer => answer === "{}").length, 103);
  });

  it("answers for a file that takes all memory, and for the others", async () => {
    const answers = await run(["ok", "gorge", ...Array.from({ length: 100 }, () => "fine")]);
    assert.match(answers["1"]!, /^its analysis ended the worker: .*memory/u);
    assert.equal(Object.values(answers).filter(answer => answer === "{}").length, 101);
  });

  it("leaves nobody at work when a thread that died cannot be replaced", async () => {
    const folder = folderWith({});
    const source = `
const { existsSync, writeFileSync } = require("node:fs");
const { parentPort } = require("node:worker_threads");
const broken = ${JSON.stringify(join(folder, "broken"))};
if (existsSync(broken)) throw new Error("not again");
parentPort.on("message", tasks => {
  for (const { path, text } of tasks) {
    if (text === "breaks") writeFileSync(broken, "");
    if (text === "breaks") process.exit(3);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    parentPort.postMessage({ path, packed: Uint8Array.from([${EMPTY.join()}]) });
  }
});
parentPort.postMessage("ready");
`;
    write(folder, "worker.cjs", source);
    const entry = pathToFileURL(join(folder, "worker.cjs"));
    const texts = ["breaks", ...Array.from({ length: 300 }, () => "slow")];
    let answered = 0;
    const tasks = texts.map((text, index) => ({ path: `${index}`, text }));
    await assert.rejects(
      new WorkerPool({ size: 2, entry, timeoutMs: 5000 }).run(tasks, () => answered++),
      /not again/u,
    );
    const before = answered;
    await new Promise(resolve => setTimeout(resolve, 100));
    assert.equal(answered, before);
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
