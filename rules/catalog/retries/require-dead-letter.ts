import { defineRule } from "../../define-rule.ts";
import { keepFailedWork } from "../../fixes/keep-failed-work.ts";

export default defineRule({
  family: "retries",
  name: "require-dead-letter",
  languages: ["typescript", "python", "config"],
  description: "Work that failed for good is kept nowhere, or kept where nothing looks.",
  level: "warning",
  fixable: "suggestion",
  messages: {
    swallowed:
      "When `{{text}}` fails, {{words}} only logs it and ends as a success, so nothing tries again and nothing keeps what was to be sent.",
    givenUp:
      "After {{words}} `{{name}}` only logs the failure and returns as if `{{text}}` had worked, so what was to be sent is gone.",
    consumer:
      "The consumer of `{{text}}`{{words}} has no dead-letter queue, so a message that fails {{name}} times is deleted.",
    forgotten:
      "`{{text}}` makes {{name}} delete a job after its last attempt and nothing handles failed jobs, so the work is gone without a trace.",
    undrained:
      "`{{name}}` finds the work in {{text}} whose next attempt is due and {{words}}, so what failed is never tried again.",
    idleModule: "Nothing imports the module of `{{name}}`, so no failed work ever gets there.",
    undeleted:
      "A message that cannot be read is passed over and not deleted, so {{text}} delivers it again and again unless the queue has a dead-letter queue.",
    exhausted: "After its last retry `{{name}}` fails and nothing keeps its arguments or is told, so the work is gone.",
  },
  options: {},
  defaults: {},
  create: context => ({
    FailedWork(work) {
      if (work.kept) return;
      const { way, name, text, words } = work;
      context.report({
        level: way === "exhausted" && !work.proved ? "advice" : "warning",
        at: work.at,
        messageId: way,
        data: { name, text, words },
        related: work.story,
        fixes: work.repair ? keepFailedWork(work.repair) : [],
      });
    },
  }),
});
