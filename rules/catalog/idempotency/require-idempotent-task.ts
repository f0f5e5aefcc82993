import * as l10n from "@vscode/l10n";
import type { TaskEffect } from "../../concepts/task/index.ts";
import { defineRule } from "../../define-rule.ts";
import type { Level, Related } from "../../finding.ts";
import { passIdempotencyKey } from "../../fixes/pass-idempotency-key.ts";

type Cause =
  "retriedTogether" | "repeatedAfterFailure" | "repeatedAfterCrash" | "repeatedAfterLostAnswer" | "repeatedByDelivery";

export default defineRule({
  family: "idempotency",
  name: "require-idempotent-task",
  languages: ["typescript", "python"],
  description: "A task that may run more than once makes an effect that a second run makes again.",
  level: "error",
  fixable: "suggestion",
  messages: {
    repeatedAfterFailure: "If {{failure}}, the {{rerun}} {{consequence}}.",
    retriedTogether: "If {{failure}}, this retry of the whole function {{consequence}}.",
    repeatedAfterCrash: "If the worker dies after line {{line}}, the {{rerun}} {{consequence}}.",
    repeatedByDelivery: "When {{platform}} delivers the same message twice, the second run {{consequence}}.",
    repeatedAfterLostAnswer: "If the answer to `{{call}}` is lost on its way, the {{rerun}} {{consequence}}.",
  },
  options: {},
  defaults: {},
  create(context) {
    return {
      Task(task) {
        const wide = new Set<number>();
        for (const effect of task.effects) {
          const cause = causeOf(effect);
          if (!cause || (effect.together && wide.has(effect.together.start))) continue;
          if (effect.together) wide.add(effect.together.start);
          const fix = passIdempotencyKey(effect, context);
          context.report({
            level: levelOf(effect, cause),
            at: effect.together ?? effect.at,
            messageId: cause,
            data: {
              failure: failureOf(effect, context.file.path),
              line: effect.at.endLine,
              call: effect.originText,
              platform: effect.delivery.platform,
              rerun: effect.delivery.redelivers ? l10n.t("redelivery") : l10n.t("retry"),
              consequence: effect.consequence,
            },
            related: storyOf(effect, cause, context.file.path),
            ...(fix ? { fixes: [fix] } : {}),
          });
        }
      },
    };
  },
});

/** Effects that are a loss even when nothing else goes wrong. */
const OF_VALUE: ReadonlySet<string> = new Set(["charge", "counter", "render", "insert"]);

/** With nothing left to do after the effect, only the moment before the acknowledgement is open: not worth a word. */
function causeOf(effect: TaskEffect): Cause | undefined {
  const { delivery } = effect;
  if (delivery.onCrash && effect.record) return "repeatedAfterCrash";
  if (effect.failing) return effect.together ? "retriedTogether" : "repeatedAfterFailure";
  if (delivery.redelivers && !effect.checked && OF_VALUE.has(effect.kind)) return "repeatedByDelivery";
  return effect.lostAnswer && (delivery.inPlace || effect.kind === "charge" || effect.kind === "request")
    ? "repeatedAfterLostAnswer"
    : undefined;
}

function levelOf(effect: TaskEffect, cause: Cause): Level {
  const certain: Level = effect.proved && effect.delivery.proved && !effect.checked ? "error" : "warning";
  switch (cause) {
    case "retriedTogether":
    case "repeatedAfterFailure":
    case "repeatedAfterCrash":
      return certain;
    case "repeatedByDelivery":
      return "warning";
    case "repeatedAfterLostAnswer":
      if (!effect.delivery.inPlace) return effect.kind === "charge" ? "warning" : "advice";
      return effect.kind === "charge" || effect.kind === "request" ? certain : "warning";
  }
}

function failureOf(effect: TaskEffect, path: string): string {
  const { failing } = effect;
  if (!failing) return "";
  const where =
    failing.at.path === path
      ? l10n.t("line {0}", failing.at.line)
      : l10n.t("line {0} of {1}", failing.at.line, failing.at.path);
  return failing.text === "throw" ? l10n.t("{0} throws", where) : l10n.t("`{0}` on {1} fails", failing.text, where);
}

/** The effect; the record that comes too late, or none; why the body runs again. */
function storyOf(effect: TaskEffect, cause: Cause, path: string): Related[] {
  const made = {
    ...(effect.origin ?? { ...effect.at, path }),
    message: l10n.t("`{0}` makes the effect.", effect.originText),
  };
  const record: Related = effect.record
    ? {
        ...effect.record.at,
        message: l10n.t(
          "The first durable write comes after the effect: a run that ends in between leaves no trace of it.",
        ),
      }
    : { ...effect.at, path, message: l10n.t("No record of the effect is kept that a second run would find.") };
  const failing: Related[] =
    (cause === "repeatedAfterFailure" || cause === "retriedTogether") && effect.failing
      ? [{ ...effect.failing.at, message: l10n.t("A failure here runs the whole body again.") }]
      : [];
  return [made, ...failing, record, ...effect.reasons.map(reason => ({ ...reason.at, message: reason.message }))];
}
