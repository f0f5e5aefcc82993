import type { Enqueue, RepeatedEnqueue } from "../../concepts/enqueue/index.ts";
import type { TaskEffect } from "../../concepts/task/index.ts";
import { defineRule } from "../../define-rule.ts";
import { addDeduplicationId } from "../../fixes/add-deduplication-id.ts";
import { moveIdempotencyKey } from "../../fixes/move-idempotency-key.ts";
import { passIdempotencyKey } from "../../fixes/pass-idempotency-key.ts";

export default defineRule({
  family: "idempotency",
  name: "require-idempotency-key",
  languages: ["typescript", "python"],
  description:
    "A call that may be made twice takes an idempotency key and is given none, or is given it where nobody reads it.",
  level: "error",
  fixable: "suggestion",
  messages: {
    keyInParameters: "`{{name}}` stands among the parameters of `{{call}}`, where {{effect}}; it is read in {{place}}.",
    missingKey:
      "`{{call}}` takes `{{name}}` and is given none, so when {{platform}} runs this again before it is acknowledged, the second run {{consequence}}.",
    queuedTwice:
      "`{{call}}` is given no `{{name}}`, so when {{platform}} runs this again the same {{thing}} is put on the queue a second time.",
    unlikeOthers:
      "`{{call}}` is given no `{{name}}`, as {{keyed}} of {{all}} other calls on this queue are, so when {{platform}} runs this again the same {{thing}} is put on it a second time.",
  },
  options: {},
  defaults: {},
  create(context) {
    return {
      IdempotencyKey({ misplaced, name, call }) {
        if (!misplaced) return;
        const fix = moveIdempotencyKey(misplaced, context);
        context.report({
          level: misplaced.proved ? "error" : "warning",
          at: misplaced.at,
          messageId: "keyInParameters",
          data: { name, call, effect: misplaced.effect, place: misplaced.place },
          ...(fix ? { fixes: [fix] } : {}),
        });
      },
      Task(task) {
        for (const effect of task.effects) {
          if (effect.takesKey === undefined || isToldElsewhere(effect)) continue;
          const fix = passIdempotencyKey(effect, context);
          context.report({
            level: effect.kind === "charge" && effect.proved && effect.delivery.proved ? "warning" : "advice",
            at: effect.at,
            messageId: "missingKey",
            data: {
              call: effect.originText,
              name: effect.takesKey,
              platform: effect.delivery.platform,
              consequence: effect.consequence,
            },
            related: effect.reasons.map(reason => ({ ...reason.at, message: reason.message })),
            ...(fix ? { fixes: [fix] } : {}),
          });
        }
      },
      Enqueue(enqueue) {
        if (enqueue.repeated) reportEnqueue(enqueue, enqueue.repeated);
      },
    };

    function reportEnqueue(enqueue: Enqueue, repeated: RepeatedEnqueue): void {
      const { siblings } = repeated;
      const isUnlike = siblings.keyed > 0 && siblings.keyed * 2 > siblings.all;
      const fix = addDeduplicationId(repeated);
      context.report({
        level: isUnlike && repeated.delivery.proved ? "warning" : "advice",
        at: enqueue,
        messageId: isUnlike ? "unlikeOthers" : "queuedTwice",
        data: {
          call: enqueue.call,
          name: repeated.key,
          platform: repeated.delivery.platform,
          thing: repeated.thing,
          ...siblings,
        },
        related: repeated.story,
        ...(fix ? { fixes: [fix] } : {}),
      });
    }
  },
});

/** A later failure, a record that comes too late, a lost answer, a second delivery: require-idempotent-task tells these. */
function isToldElsewhere({ delivery, record, failing, lostAnswer, kind }: TaskEffect): boolean {
  if (delivery.scheduled || record || failing || delivery.inPlace) return true;
  const isMail = kind === "mail";
  return !isMail && (lostAnswer || delivery.redelivers);
}
