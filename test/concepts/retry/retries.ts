import { analyse } from "../../../rules/analyse.ts";
import type { Retry } from "../../../rules/concepts/retry/index.ts";
import { Project } from "../../../rules/project/project.ts";

/** Retries of the last file, in source order, seen with all files. */
export function retriesOf(files: Record<string, string>): Retry[] {
  const project = Project.link(Object.entries(files).map(([path, text]) => analyse(path, text)));
  return project.conceptsOf(Object.keys(files).at(-1)!).filter((concept): concept is Retry => concept.type === "Retry");
}

export const python = (text: string): Retry => only(retriesOf({ "app.py": text }));
export const typescript = (text: string): Retry => only(retriesOf({ "app.ts": text }));

function only(retries: Retry[]): Retry {
  if (retries.length !== 1) throw new Error(`${retries.length} retries`);
  return retries[0]!;
}
