import * as l10n from "@vscode/l10n";
import type { Excess } from "../../concepts/delayed-message/index.ts";
import { defineRule } from "../../define-rule.ts";
import { raiseVisibility } from "../../fixes/raise-visibility.ts";

type MessageId = Excess["kind"];

export default defineRule<MessageId>({
  family: "retries",
  name: "no-delay-past-visibility",
  languages: ["typescript", "python"],
  description: "A message waits, or its run lasts, longer than the broker hides it from other workers.",
  level: "error",
  fixable: "suggestion",
  messages: {
    redelivered:
      "{{what}} waits up to {{delay}}, longer than the visibility timeout of {{broker}} ({{limit}}): the message is given out again and again until it is due, and {{task}} runs about {{copies}} times.",
    overlaps:
      "{{what}} lets a run last {{delay}}, and {{broker}} gives an unfinished message out again after {{limit}}: {{task}} is started a second time while it runs.",
    refused: "{{what}} asks {{broker}} for a delay of {{delay}}, which it refuses: the longest is {{limit}}.",
  },
  options: {},
  defaults: {},
  create: context => ({
    DelayedMessage({ start, end, excess }) {
      if (!excess) return;
      const { what, broker, delay, limit, copies } = excess;
      const task = excess.task === undefined ? l10n.t("the task") : `\`${excess.task}\``;
      context.report({
        level: excess.proved ? "error" : "warning",
        at: excess.tooSmall ?? { start, end },
        messageId: excess.kind,
        data: { what, broker, delay, limit, copies, task },
        related: excess.story,
        fixes: excess.raise ? [raiseVisibility(excess.raise, context.file.path)] : [],
      });
    },
  }),
});
