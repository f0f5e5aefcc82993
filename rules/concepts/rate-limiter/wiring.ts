/** Facts about limits that no rule listens to: the limiters of other files are judged by them. */
import type { FunctionNode } from "../../ir/nodes.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { answersIn } from "./answer.ts";
import type { WiringRecord } from "./record.ts";
import { verdictReadsIn } from "./recognise-check.ts";
import { isCountingName, mentionsLimiter } from "./names.ts";
import { limitNamesReadIn, wiringIn } from "./recognise-settings.ts";
import { answersWaitWithoutToken } from "./recognise-waiting.ts";

const MAX_RECEIVER = 200;

export interface LimiterWiring extends ConceptNode {
  type: "LimiterWiring";
}

export const limiterWiring: ConceptKind<WiringRecord, LimiterWiring> = {
  name: "LimiterWiring",
  triggers: () => ["imit", "IMIT", "hrottl", "HROTTL", "Bucket"],
  recognise: model => [
    ...wiringIn(model),
    ...waitsIn(model),
    ...readsIn(model),
    ...countingIn(model),
    ...answersIn(model),
    ...verdictReadsIn(model),
  ],
  complete: record => ({ type: "LimiterWiring", start: record.start, end: record.end }),
};

function readsIn(model: FileModel): WiringRecord[] {
  return [...limitNamesReadIn(model)].map(text => ({ what: "read", start: 0, end: 0, text }));
}

/** Each name once: a file may count a thousand things. */
function countingIn(model: FileModel): WiringRecord[] {
  const records = new Map<string, WiringRecord>();
  const others = new Set<string>();
  for (const { callee, start, end } of model.calls) {
    if (callee.kind !== "member" || others.has(callee.name)) continue;
    if (!isCountingName(callee.name)) {
      others.add(callee.name);
      continue;
    }
    const near = mentionsLimiter(model.source(callee.object).slice(0, MAX_RECEIVER));
    const key = `${callee.name} ${near}`;
    if (!records.has(key)) records.set(key, { what: "counting", start, end, text: callee.name, near });
  }
  return [...records.values()];
}

function waitsIn(model: FileModel): WiringRecord[] {
  return model.functions
    .filter(isTokenlessWait)
    .map(fn => ({ what: "tokenless-wait", start: fn.start, end: fn.end, functionId: model.functionId(fn) }));
}

function isTokenlessWait(fn: FunctionNode): boolean {
  return fn.parent?.kind === "class" && answersWaitWithoutToken(fn);
}
