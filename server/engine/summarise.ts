import * as l10n from "@vscode/l10n";
import type { FileSummary } from "../../rules/project/summary.ts";
import type { TimeLimit } from "#machine/time-limit.ts";
import { FILE_TIMEOUT_MS, type SlowPart, Stopwatch } from "./budget.ts";
import type { Knowledge } from "./knowledge.ts";
import { pack, unpack } from "./packing.ts";
import { partsOf, summaryOf, type SummaryParts } from "./stored-summary.ts";

export interface Task {
  path: string;
  text: string;
  /** Give the summary packed too, for the cache. A worker does so always. */
  pack?: boolean;
}

interface Crashed {
  path: string;
  crash: string;
}

/** What took longer than its budget. */
interface Timed {
  slow?: SlowPart[];
}

/** A summary where it was made. */
export type Summarised = ({ path: string; summary: FileSummary; packed?: Uint8Array } & Timed) | Crashed;

/** The same on its way between threads. */
export type SentSummary = ({ path: string; packed: Uint8Array<ArrayBuffer> } & Timed) | Crashed;

/** Without a limit, analysis that never ends never returns. */
export function summarise(knowledge: Pick<Knowledge, "analyse">, task: Task, limit?: TimeLimit): Summarised {
  if (limit === undefined) return summariseNow(knowledge, task);
  let done: Summarised = { path: task.path, crash: tooSlow(FILE_TIMEOUT_MS) };
  limit.run(() => {
    done = summariseNow(knowledge, task);
  });
  return done;
}

export function tooSlow(ms: number): string {
  return l10n.t("its analysis took longer than {0} s", ms / 1000);
}

function summariseNow(knowledge: Pick<Knowledge, "analyse">, task: Task): Summarised {
  const { path } = task;
  if (task.pack) return received(summariseToSend(knowledge, task));
  try {
    return { path, ...analysed(knowledge, task) };
  } catch (error) {
    return crashed(path, error);
  }
}

function analysed({ analyse }: Pick<Knowledge, "analyse">, { path, text }: Task): { summary: FileSummary } & Timed {
  const stopwatch = new Stopwatch(path);
  const summary = analyse(path, text, stopwatch.watch);
  const slow = stopwatch.stop();
  return slow.length > 0 ? { summary, slow } : { summary };
}

export function summariseToSend(knowledge: Pick<Knowledge, "analyse">, task: Task): SentSummary {
  const { path } = task;
  try {
    const { summary, ...timed } = analysed(knowledge, task);
    return { path, ...timed, packed: pack(partsOf(summary)) };
  } catch (error) {
    return crashed(path, error);
  }
}

export function received(sent: SentSummary): Summarised {
  if ("crash" in sent) return sent;
  return { ...sent, summary: summaryOf(unpack(sent.packed) as SummaryParts) };
}

function crashed(path: string, error: unknown): Crashed {
  const frame =
    error instanceof Error
      ? error.stack
          ?.split("\n")
          .find(line => line.includes(" at "))
          ?.trim()
      : undefined;
  return { path, crash: [error instanceof Error ? error.message : String(error), frame].filter(Boolean).join(" ") };
}
