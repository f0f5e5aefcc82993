import { defineRule } from "../../define-rule.ts";
import { rejectForGood } from "../../fixes/reject-for-good.ts";

export default defineRule({
  family: "retries",
  name: "no-endless-requeue",
  languages: ["typescript", "python", "sql"],
  description: "Failed work is put back and nothing counts how often.",
  level: "error",
  fixable: "suggestion",
  messages: {
    putBack:
      "After a failure {{what}} goes back to `{{value}}` and no attempt is counted, so one that always fails is taken up for ever.",
    resetsStuck:
      "`{{name}}` puts {{what}} whose worker is gone back to `{{value}}` and no attempt is counted, so one that kills its worker is started again for ever.",
    neverMarked:
      "When the work on {{what}} fails, `{{text}}` stays true and no attempt is counted, so every run takes it up again.",
    nacked:
      "`{{text}}` gives every failed message back to {{broker}} and nothing counts its deliveries, so one that always fails comes back for ever.",
    deadLetterAndNack:
      "The failed message is published as a dead letter and then given back by `{{text}}`, so {{broker}} delivers it again and each pass writes another dead letter.",
    pushedBack:
      "`{{text}}` puts a failed job into the queue it was taken from and nothing counts how often, so one that always fails runs for ever.",
    enqueuesItself:
      "`{{name}}` enqueues itself again when it fails and hands on no count of attempts, so a job that always fails never ends.",
  },
  options: {},
  defaults: {},
  create: context => ({
    Requeue(requeue) {
      if (requeue.bounded) return;
      const { way, name, what, value, text, broker } = requeue;
      context.report({
        level: requeue.proved ? "error" : "warning",
        at: requeue.at,
        messageId: way,
        data: { name, what, value, text, broker },
        related: requeue.story,
        fixes: requeue.repair ? rejectForGood(requeue.repair) : [],
      });
    },
  }),
});
