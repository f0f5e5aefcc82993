/** A task as people are told of it: what runs it again, what it does in order, and what keeps each effect from a second time. */
import * as l10n from "@vscode/l10n";
import type { FilePlace, Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { Delivery, MadeEffect, Task } from "./task.ts";

/** Plain data, also as JSON. */
export interface TaskTable {
  /** As in the code; "" for a function without a name. */
  name: string;
  deliveries: DeliveryFact[];
  effects: EffectFact[];
}

export interface DeliveryFact {
  platform: string;
  /** "when it fails or the worker dies before it ends". */
  when: string;
  /** Calls including the first, when it fails; "unknown" where the code does not say. */
  attempts: number | "endless" | "unknown";
  byDefault: boolean;
  why: { message: string; at: FilePlace }[];
}

export interface EffectFact {
  kind: MadeEffect["kind"];
  /** The call as written, and where it stands. */
  call: string;
  at: FilePlace;
  /** The step of the task that leads to it, when it is in another function. */
  step?: Place;
  /** What a second run does: "sends the e-mail again". */
  consequence: string;
  protectedBy: "key" | "claim" | "step" | "annotation" | "check" | "record" | "nothing";
  /** "idempotency key", "row lock", or why it does not hold; "" where there is nothing at all. */
  what: string;
  /** Where the protection stands. */
  where?: FilePlace;
}

/** Undefined for a body that nothing is known to run again. `unstable` are calls whose key is another one in each attempt. */
export function taskTable(task: Task, path: string, unstable: readonly Span[]): TaskTable | undefined {
  if (task.deliveries.length === 0) return undefined;
  return {
    name: task.name.includes("@") ? "" : task.name,
    deliveries: task.deliveries.map(deliveryFact),
    effects: task.makes.map(made => effectFact(made, path, unstable)),
  };
}

function deliveryFact(delivery: Delivery): DeliveryFact {
  const { reasons, onFailure } = delivery;
  const attempts = onFailure ? delivery.attempts : undefined;
  return {
    platform: delivery.platform,
    when: whenOf(delivery),
    attempts: attempts === undefined ? "unknown" : Number.isFinite(attempts.count) ? attempts.count : "endless",
    byDefault: attempts?.byDefault === true,
    why: reasons.map(({ at, message }) => ({ message, at })),
  };
}

function whenOf({ scheduled, redelivers, onCrash, onFailure }: Delivery): string {
  if (scheduled) return l10n.t("by the clock, and takes up what is not recorded as done");
  if (redelivers) return l10n.t("when it fails, when its process dies, and when the same message is delivered twice");
  if (onCrash && onFailure) return l10n.t("when it fails or its process dies before the end");
  return onCrash ? l10n.t("when its process dies before the end") : l10n.t("when it fails");
}

/** The strongest first: a look-up and a later record only make a second one rarer. */
function effectFact(made: MadeEffect, path: string, unstable: readonly Span[]): EffectFact {
  const { protection, check, record, origin, at } = made;
  const isElsewhere = origin.path !== path || origin.start !== at.start;
  const fact = {
    kind: made.kind,
    call: made.originText,
    at: origin,
    ...(isElsewhere ? { step: at } : {}),
    consequence: made.consequence,
  };
  if (protection?.by === "key" && origin.path === path && unstable.some(call => call.start === origin.start))
    return {
      ...fact,
      protectedBy: "nothing",
      what: l10n.t("an idempotency key, but another one in each attempt"),
      where: protection.at,
    };
  if (protection) return { ...fact, protectedBy: protection.by, what: protection.words, where: protection.at };
  if (check)
    return {
      ...fact,
      protectedBy: "check",
      what: l10n.t("only a look-up before it, which two runs at once both pass"),
      where: check,
    };
  if (record)
    return {
      ...fact,
      protectedBy: "record",
      what: l10n.t("only `{0}` after it: a run that ends in between leaves no trace", record.text),
      where: record.at,
    };
  return { ...fact, protectedBy: "nothing", what: "" };
}
