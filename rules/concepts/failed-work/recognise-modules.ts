/** Modules that are there to keep failed work, and queues that are told to forget it. */
import { FORGETFUL_QUEUES, RETRY_STORE } from "../../libraries/failed-work.ts";
import { DEAD_LETTER_NAME } from "../../libraries/requeues.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { FailedWorkRecord } from "./failed-work.ts";

/** Started by name or by a framework: nobody imports it. */
const ENTRY =
  /(?:^|\/)(?:app\/.*\/(?:route|page|layout)\.[jt]sx?|pages\/|scripts?\/|bin\/|main\.\w+|worker\w*\.\w+|index\.\w+|cli\b|migrations?\/|versions\/|management\/commands\/|__init__\.py|manage\.py)/u;

/** `export const dlq = {…}`, `class DeadLetterQueue`, `export async function addToDeadLetter()` of a module of that name. */
export function deadLetterModules(model: FileModel): FailedWorkRecord[] {
  const base = model.path.slice(model.path.lastIndexOf("/") + 1);
  if (ENTRY.test(model.path) || !/^[\w.-]+$/u.test(base)) return [];
  if (!DEAD_LETTER_NAME.test(base) && !/^(?:retry[_-]?queue|failed[_-]?jobs?)\./u.test(base)) return [];
  for (const statement of model.module.body) {
    const named = exportedName(statement);
    if (
      named &&
      (DEAD_LETTER_NAME.test(named.name) ||
        RETRY_STORE.test(named.name) ||
        /add|push|enqueue|record|store/iu.test(named.name))
    )
      return [
        { start: named.at.start, end: named.at.end, way: "idleModule", at: model.place(named.at), name: named.name },
      ];
  }
  return [];

  function exportedName(statement: (typeof model.module.body)[number]) {
    const exported = model.python || ("exported" in statement && statement.exported === true);
    if (!exported) return undefined;
    if (statement.kind === "declare" && statement.target.kind === "name" && isThing(statement.value?.kind))
      return { name: statement.target.name, at: statement.target };
    if ((statement.kind === "function" || statement.kind === "class") && statement.name && statement.nameSpan)
      return statement.decorators.length > 0 ? undefined : { name: statement.name, at: statement.nameSpan };
    return undefined;
  }
}

/** Not a constant: something with behaviour. */
function isThing(kind: string | undefined): boolean {
  return kind === "object" || kind === "function" || kind === "call";
}

export function forgetfulQueues(model: FileModel): FailedWorkRecord[] {
  const modules = model.module.body.flatMap(statement => (statement.kind === "import" ? [statement.module] : []));
  const queue = FORGETFUL_QUEUES.find(row => modules.some(module => row.packages.test(module)));
  if (!queue) return [];
  const found: FailedWorkRecord[] = [];
  for (const call of model.calls)
    for (const argument of call.args) {
      const options = model.valueOf(argument.value);
      if (options.kind !== "object") continue;
      for (const object of [options, model.property(options, "defaultJobOptions")]) {
        if (object?.kind !== "object") continue;
        const property = object.properties.find(one => one.key === queue.option);
        if (property?.value.kind !== "literal" || property.value.value !== true) continue;
        found.push({
          start: property.start,
          end: property.end,
          way: "forgotten",
          at: model.place(property),
          platform: queue.platform,
          text: model.source(property),
          value: { start: property.value.start, end: property.value.end },
          keep: queue.keep,
        });
      }
    }
  return found.filter((one, index) => found.findIndex(other => other.start === one.start) === index);
}
