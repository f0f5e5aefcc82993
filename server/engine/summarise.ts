import type { FileSummary } from "../../rules/project/summary.ts";
import type { Knowledge } from "./knowledge.ts";
import { pack } from "./packing.ts";

export interface Task {
  path: string;
  text: string;
  /** Give the summary packed too, for the cache. */
  pack?: boolean;
}

interface Crashed {
  path: string;
  crash: string;
}

/** A summary where it was made. */
export type Summarised = { path: string; summary: FileSummary; packed?: Uint8Array } | Crashed;

/** The same on its way between threads: plain data, as JSON. */
export type SentSummary = { path: string; json: string; packed?: Uint8Array } | Crashed;

export function summarise(knowledge: Pick<Knowledge, "analyse">, task: Task): Summarised {
  const { path } = task;
  try {
    const summary = knowledge.analyse(path, task.text);
    return task.pack ? { path, summary, packed: pack(JSON.stringify(summary)) } : { path, summary };
  } catch (error) {
    return crashed(path, error);
  }
}

export function summariseToSend(knowledge: Pick<Knowledge, "analyse">, task: Task): SentSummary {
  const { path } = task;
  try {
    const json = JSON.stringify(knowledge.analyse(path, task.text));
    return task.pack ? { path, json, packed: pack(json) } : { path, json };
  } catch (error) {
    return crashed(path, error);
  }
}

export function received(sent: SentSummary): Summarised {
  if ("crash" in sent) return sent;
  const { json, ...rest } = sent;
  return { ...rest, summary: JSON.parse(json) as FileSummary };
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
