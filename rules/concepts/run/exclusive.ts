/** Whether a function is wrapped so that one run of it exists at a time. */
import { SINGLE_RUN } from "../../libraries/schedulers.ts";
import type { Project } from "../../project/project.ts";
import type { CallOrReference } from "../../project/summary.ts";
import { wordsOf } from "../task/body/claims.ts";
import type { Body } from "../task/bodies.ts";

const WORDS = new Set([
  "lock",
  "locked",
  "once",
  "singleton",
  "exclusive",
  "mutex",
  "semaphore",
  "unique",
  "dedup",
  "single",
]);

export function isExclusive(work: Body, project: Project): boolean {
  const wrappers = [...(work.fn?.decorators ?? []), ...(work.fn?.passedTo ?? [])];
  return wrappers.some(one => isSingle(one, work, project) || hasSingleBase(one, work, project));
}

function isSingle(wrapper: CallOrReference, work: Body, project: Project): boolean {
  const last = wrapper.path?.steps.findLast(step => step.startsWith("."))?.slice(1) ?? "";
  if (wordsOf(last).some(word => WORDS.has(word))) return true;
  return SINGLE_RUN.test(project.libraryNameOf(wrapper.path, work.file) ?? last);
}

/** `@app.task(base=QueueOnce)`, `@app.task(lock_expiry=…)`. */
function hasSingleBase(wrapper: CallOrReference, work: Body, project: Project): boolean {
  return wrapper.arguments.some(argument => {
    if (argument.name === undefined) return false;
    if (/^(once|lock|lock_expiry|unique_on|singleton|queueing_lock)$/u.test(argument.name)) return true;
    if (argument.name !== "base") return false;
    const library = project.libraryNameOf(argument.value.path, work.file) ?? argument.value.key;
    return SINGLE_RUN.test(library) || wordsOf(library.split(".").at(-1) ?? "").some(word => WORDS.has(word));
  });
}
