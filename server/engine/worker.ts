/** Entry of a worker thread: receives batches of texts, answers file by file, so that a hang is known by its file. */
import { parentPort, workerData } from "node:worker_threads";
import { loadAnalysis } from "./knowledge.ts";
import { useLocale } from "./locale.ts";
import { summariseToSend } from "./summarise.ts";
import type { Task } from "./summarise.ts";

export interface WorkerData {
  locale: string;
}

const port = parentPort;
if (port === null) throw new Error("worker.ts runs only as a worker thread");

useLocale((workerData as WorkerData).locale);
const analyse = await loadAnalysis();
port.on("message", (tasks: Task[]) => {
  for (const task of tasks) {
    const sent = summariseToSend({ analyse }, task);
    port.postMessage(sent, "packed" in sent ? [sent.packed.buffer] : []);
  }
});
port.postMessage("ready");
