import type { Knowledge } from "./knowledge.ts";

export interface Task {
  path: string;
  text: string;
}

/** The summary as JSON, so that a summary is the same data whether it comes from here, a worker or the cache. */
export type Summarised = { path: string; json: string } | { path: string; crash: string };

export function summarise(knowledge: Pick<Knowledge, "analyse">, { path, text }: Task): Summarised {
  try {
    return { path, json: JSON.stringify(knowledge.analyse(path, text)) };
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
