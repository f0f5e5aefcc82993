import type { Knowledge } from "./knowledge.ts";
import { pack } from "./packing.ts";

export interface Task {
  path: string;
  text: string;
  /** Give the summary packed too, for the cache. */
  pack?: boolean;
}

/** The summary as JSON, so that a summary is the same data whether it comes from here, a worker or the cache. */
export type Summarised = { path: string; json: string; packed?: Uint8Array } | { path: string; crash: string };

export function summarise(knowledge: Pick<Knowledge, "analyse">, { path, text, pack: wantsPacked }: Task): Summarised {
  try {
    const json = JSON.stringify(knowledge.analyse(path, text));
    return wantsPacked ? { path, json, packed: pack(json) } : { path, json };
  } catch (error) {
    const frame =
      error instanceof Error
        ? error.stack
            ?.split("\n")
            .find(line => line.includes(" at "))
            ?.trim()
        : undefined;
    return { path, crash: [error instanceof Error ? error.message : String(error), frame].filter(Boolean).join(" ") };
  }
}
