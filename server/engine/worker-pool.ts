/**
 * Worker threads that turn texts into summaries. Invariant: every task is answered exactly once, also when its analysis
 * never ends or takes the thread down with it; such a file is answered with a crash and the rest goes to a new thread.
 */
import * as l10n from "@vscode/l10n";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { availableParallelism } from "node:os";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { ownFile } from "./engine-version.ts";
import { FILE_TIMEOUT_MS } from "./budget.ts";
import { localeInUse } from "./locale.ts";
import type { Note } from "./scan-result.ts";
import { received, tooSlow, type SentSummary, type Summarised, type Task } from "./summarise.ts";
import type { WorkerData } from "./worker.ts";

const BATCH_CHARACTERS = 200_000;
const BATCH_FILES = 32;
/** A thread that gets less to do takes longer to start than to work. */
const BATCHES_PER_THREAD = 4;
/**
 * A thread keeps nothing but its parsers: given room, it would fill that with trees that are done with. A third of the young
 * part takes a batch: with less, trees that are in use are copied again and again (a tenth of a scan). Nothing promises that
 * every file of the size limit fits in: what a file takes depends on what stands in it, and one that takes more ends the
 * thread and is answered with a crash.
 */
const YOUNG_MB = 48;
const OLD_MB = 1024;

export interface PoolOptions {
  size?: number;
  entry?: URL;
  timeoutMs?: number;
  /** Of one thread. */
  memoryMb?: number;
}

/** A thread could not even load; the work must be done elsewhere. */
export class WorkerStartError extends Error {}

export class WorkerPool {
  readonly #options: Required<PoolOptions>;

  constructor(options: PoolOptions = {}) {
    const size = Math.max(1, Math.min(8, options.size ?? availableParallelism()));
    const { entry = workerEntry(), timeoutMs = FILE_TIMEOUT_MS, memoryMb = OLD_MB } = options;
    this.#options = { size, entry, timeoutMs, memoryMb };
  }

  /** Answers arrive in any order. Stops early, without error, when the signal is aborted. Throws {@link WorkerStartError}. */
  async run(tasks: readonly Task[], onDone: (done: Summarised) => void, signal?: AbortSignal): Promise<void> {
    const batches = batchesOf(tasks);
    const lane = async () => {
      let worker: Worker | undefined;
      try {
        while (batches.length > 0 && !signal?.aborted) {
          worker ??= await this.#start();
          const batch = batches.shift();
          if (batch === undefined) break;
          const left = await this.#runBatch(worker, batch, onDone, signal);
          if (left === undefined) continue;
          await worker.terminate();
          worker = undefined;
          if (left.length > 0) batches.unshift(left);
        }
      } finally {
        await worker?.terminate();
      }
    };
    const lanes = Math.min(this.#options.size, Math.ceil(batches.length / BATCHES_PER_THREAD));
    const ends = await Promise.allSettled(Array.from({ length: lanes }, lane));
    // Nothing answers any more: whoever does the rest elsewhere is alone with it.
    for (const end of ends) if (end.status === "rejected") throw end.reason;
  }

  /** Resolves with undefined when all is answered, else with what is left to do by another thread. */
  #runBatch(
    worker: Worker,
    batch: Task[],
    onDone: (done: Summarised) => void,
    signal?: AbortSignal,
  ): Promise<Task[] | undefined> {
    return new Promise(resolve => {
      let answered = 0;
      const fail = (why: string) => {
        finish();
        const culprit = batch[answered];
        if (culprit) onDone({ path: culprit.path, crash: why });
        resolve(batch.slice(answered + 1));
      };
      const stop = () => {
        finish();
        resolve([]);
      };
      const onTimeout = () => fail(tooSlow(this.#options.timeoutMs));
      let timer = setTimeout(onTimeout, this.#options.timeoutMs);
      const onMessage = (sent: SentSummary) => {
        clearTimeout(timer);
        answered++;
        onDone(received(sent));
        if (signal?.aborted) return;
        if (answered < batch.length) timer = setTimeout(onTimeout, this.#options.timeoutMs);
        else {
          finish();
          resolve(undefined);
        }
      };
      const onError = (error: unknown) =>
        fail(l10n.t("its analysis ended the worker: {0}", error instanceof Error ? error.message : String(error)));
      const onExit = (code: number) => fail(l10n.t("its analysis ended the worker (code {0})", code));
      const finish = () => {
        clearTimeout(timer);
        worker.off("message", onMessage).off("error", onError).off("exit", onExit);
        signal?.removeEventListener("abort", stop);
      };
      worker.on("message", onMessage).on("error", onError).on("exit", onExit);
      signal?.addEventListener("abort", stop);
      worker.postMessage(batch);
    });
  }

  /** Resolves when the thread has loaded all that it needs. */
  #start(): Promise<Worker> {
    const { entry, memoryMb } = this.#options;
    const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB, maxOldGenerationSizeMb: memoryMb };
    const workerData: WorkerData = { locale: localeInUse() };
    const worker = entry.pathname.endsWith(".ts")
      ? new Worker(sourceBootstrap(entry), { eval: true, workerData })
      : new Worker(entry, { resourceLimits, workerData });
    worker.setMaxListeners(20);
    return new Promise((resolve, reject) => {
      const onError = (error: unknown) =>
        reject(new WorkerStartError(error instanceof Error ? error.message : String(error)));
      const onExit = (code: number) => onError(l10n.t("it ended with code {0}", code));
      worker.once("error", onError).once("exit", onExit);
      worker.once("message", () => {
        worker.off("error", onError).off("exit", onExit);
        resolve(worker);
      });
    });
  }
}

/** A machine that cannot start threads is slower, and right all the same. */
export async function runInWorkers(
  size: number | undefined,
  tasks: Task[],
  onDone: (done: Summarised) => void,
  signal?: AbortSignal,
): Promise<Note | undefined> {
  try {
    await new WorkerPool({ size }).run(tasks, onDone, signal);
    return undefined;
  } catch (error) {
    if (!(error instanceof WorkerStartError)) throw error;
    return { kind: "worker", message: l10n.t("Worker threads cannot be started: {0}", error.message) };
  }
}

/** The worker's own file lies beside this module's: `worker.ts` in the source, `worker.js` or `.cjs` in a bundle. */
export function workerEntry(): URL {
  const here = ownFile();
  const extension = /\.[cm]?[jt]s$/u.exec(here)?.[0] ?? ".js";
  return pathToFileURL(join(dirname(here), `worker${extension}`));
}

/** A thread does not inherit the loader that lets its parent run from source. */
function sourceBootstrap(entry: URL): string {
  const api = createRequire(ownFile()).resolve("tsx/esm/api");
  const loader = pathToFileURL(join(dirname(api), "index.mjs")).href;
  return `import("${loader}").then(({ register }) => { register(); return import("${entry.href}"); });`;
}

/** Large files first, so that none is left over for the end; a batch is small enough to share the work evenly. */
function batchesOf(tasks: readonly Task[]): Task[][] {
  const sorted = [...tasks].sort((a, b) => b.text.length - a.text.length);
  const batches: Task[][] = [];
  let characters = Infinity;
  for (const task of sorted) {
    if (characters + task.text.length > BATCH_CHARACTERS || batches.at(-1)!.length >= BATCH_FILES) {
      batches.push([]);
      characters = 0;
    }
    batches.at(-1)!.push(task);
    characters += task.text.length;
  }
  return batches;
}
