import type { Expression } from "../../ir/nodes.ts";
import { RETRIES } from "../../libraries/retries.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { completedRetry } from "./complete.ts";
import { recogniseCelery } from "./recognise-celery.ts";
import { recogniseChecks, recogniseFormulas } from "./recognise-formulas.ts";
import { callbackRetries } from "./recognise-callbacks.ts";
import { jobOptionRetries } from "./recognise-job-options.ts";
import { optionRetries } from "./recognise-library.ts";
import { strategyRetries } from "./recognise-tenacity.ts";
import { recogniseLoops } from "./recognise-loops.ts";
import { recogniseRecursions } from "./recognise-recursion.ts";
import { chainRetries, settingsRetries } from "./recognise-settings.ts";
import { recogniseWaits } from "./recognise-waits.ts";
import { waitOf } from "./waits.ts";
import type { AttemptCheckRecord, RetryRecord } from "./record.ts";
import type { Retry } from "./retry.ts";

export type { SpelledRecord } from "./record.ts";
export type { Attempts, Bound, RepeatedBody, Retry, RetryDelay } from "./retry.ts";

/** The words of home-made retries, and the longest part of each library's name. */
const TRIGGERS = [
  ...RETRIES.map(row => row.package.split(/[^a-z\d]/u).reduce((a, b) => (b.length > a.length ? b : a))),
  "retry",
  "Retry",
  "retries",
  "attempt",
  "Attempt",
  "tries",
  "backoff",
  "Backoff",
  "sleep",
  "setTimeout",
  "delay",
  "reconnect",
  "countdown",
];

export const retryConcept: ConceptKind<RetryRecord, Retry> = {
  name: "Retry",
  triggers: () => TRIGGERS,
  recognise: model => {
    const celery = recogniseCelery(model);
    const libraries = [
      ...model.calls.flatMap(call => libraryRetries(call, call.callee, model)),
      ...model.functions.flatMap(fn =>
        fn.decorators.flatMap(({ expression }) =>
          expression.kind === "call" ? [] : libraryRetries(expression, expression, model),
        ),
      ),
    ];
    const homeMade = [...recogniseLoops(model), ...recogniseRecursions(model)];
    const waits = recogniseWaits(model).map(record => joined(record, homeMade));
    const heads = new Set(waits.map(record => record.at?.start));
    const covered = new Set(waits.flatMap(record => record.delays.map(delay => delay.place.start)));
    const isNew = (record: RetryRecord) =>
      record.delays.length === 0 || record.delays.some(delay => !covered.has(delay.place.start));
    const others = homeMade.filter(record => !heads.has(record.at?.start) && isNew(record));
    const own = [...celery, ...libraries, ...settingsRetries(model), ...jobOptionRetries(model), ...waits, ...others];
    const places = new Set(own.flatMap(record => record.delays.map(delay => delay.place.start)));
    return [
      ...own,
      ...recogniseFormulas(model).filter(record => !record.delays.some(delay => places.has(delay.place.start))),
    ];
  },
  complete: completedRetry,
};

/** A wait that grows, with what its loop or function tries. */
function joined(record: RetryRecord, homeMade: RetryRecord[]): RetryRecord {
  if (record.kind !== "loop" || !record.at) return record;
  const found =
    homeMade.find(one => one.at?.start === record.at!.start) ??
    homeMade.find(one => one.body?.functionId !== undefined && one.body.functionId === record.body?.functionId);
  if (!found) return record;
  const { at, body, handler, tries } = found;
  return {
    ...record,
    ...(at ? { at } : {}),
    ...(body ? { body } : {}),
    ...(handler ? { handler } : {}),
    ...(tries ? { tries } : {}),
  };
}

/** `at` is a call of `callee`, or a decorator without arguments, which is `callee` itself. */
function libraryRetries(at: Expression, callee: Expression, model: FileModel): RetryRecord[] {
  const name = model.libraryNameOf(callee);
  if (name === undefined) return [];
  // A function that computes the delays takes the place of the options that would.
  const callbacks = at.kind === "call" ? callbackRetries(at, name, model) : [];
  const found = [
    ...(callbacks.length > 0 ? callbacks : optionRetries(at, name, model)),
    ...strategyRetries(at, name, model),
    ...(at.kind === "call" ? chainRetries(at, name, model) : []),
  ];
  // `onFailedAttempt: () => sleep(…)`: the code waits by itself.
  const waits = found.length > 0 && model.callsIn(at).some(call => model.once(waitOf, call).length > 0);
  return waits ? found.map(record => ({ ...record, waitsItself: true })) : found;
}

/** A comparison of an attempt counter with a limit; only other concepts read it. */
export interface AttemptCheck extends ConceptNode {
  type: "AttemptCheck";
}

export const attemptChecks: ConceptKind<AttemptCheckRecord, AttemptCheck> = {
  name: "AttemptCheck",
  triggers: () => TRIGGERS,
  recognise: recogniseChecks,
  complete: record => ({ type: "AttemptCheck", start: record.start, end: record.end }),
};
