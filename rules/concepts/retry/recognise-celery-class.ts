/** Celery: a base class that gives its tasks automatic retries, and what `retry_backoff` comes to. DOMAIN.md §1.1. */
import * as l10n from "@vscode/l10n";
import { worded } from "../../libraries/phrase.ts";
import type { ClassNode, Expression } from "../../ir/nodes.ts";
import { CELERY_AUTORETRY, CELERY_MAX_RETRIES, CELERY_RETRY_DELAY } from "../../libraries/retry-waits.ts";
import { operation, symbolicOf } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { constant, type Symbolic } from "../../semantics/symbolic.ts";
import { ATTEMPT } from "./counters.ts";
import { oneLine } from "./limits.ts";
import type { DelayRecord, RetryRecord } from "./record.ts";

type Read = (name: string) => Expression | undefined;

/** `class Reliable(Task): autoretry_for = (OSError,)`. */
export function classRetries(model: FileModel): RetryRecord[] {
  return model.classes.flatMap(owner => {
    const read: Read = name => model.memberValues(owner, name)[0];
    const errors = read("autoretry_for");
    return errors && isTaskClass(owner, model) ? [classRecord(owner, errors, read, model)] : [];
  });
}

function isTaskClass(owner: ClassNode, model: FileModel): boolean {
  return owner.bases.some(base => /(^|\.)\w*Task$/u.test(model.libraryNameOf(base) ?? model.source(base)));
}

function classRecord(owner: ClassNode, errors: Expression, read: Read, model: FileModel): RetryRecord {
  const place = model.place(errors);
  return {
    start: errors.start,
    end: errors.end,
    kind: "task",
    name: l10n.t("a task of `{0}`", owner.name ?? l10n.t("the class")),
    functionId: "",
    at: place,
    delays: [classDelay(errors, read, model)],
    ...classLimits(errors, read, model),
    library: {
      name: "celery",
      source: CELERY_AUTORETRY.source,
      afterLast: l10n.t("the error is raised and the task is marked FAILURE"),
    },
  };
}

function classLimits(errors: Expression, read: Read, model: FileModel): Pick<RetryRecord, "limits" | "endless"> {
  const given = read("max_retries");
  if (given?.kind === "literal" && given.value === null)
    return { limits: [], endless: l10n.t("`max_retries` of the class is None") };
  const count = given ? symbolicOf(given, model) : constant(CELERY_MAX_RETRIES.value);
  return {
    limits: [
      {
        holds: operation("<", ATTEMPT, count),
        place: model.place(given ?? errors),
        ...(given
          ? { text: oneLine(`max_retries = ${model.source(given)}`) }
          : { text: worded(CELERY_MAX_RETRIES.text), worded: true, source: CELERY_MAX_RETRIES.source }),
      },
    ],
  };
}

function classDelay(errors: Expression, read: Read, model: FileModel): DelayRecord {
  const backoff = backoffOf(read, model);
  const fixed = read("default_retry_delay");
  return {
    place: model.place(backoff?.shown ?? fixed ?? errors),
    text: backoff ? oneLine(`retry_backoff = ${model.source(backoff.shown)}`) : "default_retry_delay",
    value: backoff?.value ?? (fixed ? symbolicOf(fixed, model) : constant(CELERY_RETRY_DELAY.seconds)),
    unit: "s",
    source: backoff ? CELERY_AUTORETRY.source : CELERY_RETRY_DELAY.source,
    implicit: true,
    cappable: false,
  };
}

/** `min(retry_backoff_max, max(1, factor) · 2^retries)`, anywhere below it unless `retry_jitter` is off. */
export function backoffOf(read: Read, model: FileModel): { value: Symbolic; shown: Expression } | undefined {
  const backoff = read("retry_backoff");
  if (!backoff || (backoff.kind === "literal" && backoff.value === false)) return undefined;
  const factor = backoff.kind === "literal" && backoff.value === true ? constant(1) : symbolicOf(backoff, model);
  const max = read("retry_backoff_max");
  const exponential = operation("*", operation("max", constant(1), factor), operation("**", constant(2), ATTEMPT));
  const value = operation("min", exponential, max ? symbolicOf(max, model) : constant(CELERY_AUTORETRY.backoffMax));
  const jitter = read("retry_jitter");
  const isSteady = jitter?.kind === "literal" && !jitter.value;
  return { value: isSteady ? value : operation("uniform", constant(0), value), shown: backoff };
}
