import * as l10n from "@vscode/l10n";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  family: "idempotency",
  name: "require-webhook-dedup",
  languages: ["typescript", "python"],
  description: "A webhook handler makes effects and never asks whether it has seen the event before.",
  level: "error",
  fixable: false,
  messages: {
    eventNotKnown:
      "Nothing here asks for the event's id, and {{platform}} may deliver the same event twice: the second delivery {{consequence}}.",
  },
  options: {},
  defaults: {},
  create(context) {
    return {
      Task(task) {
        const { unknownEvent } = task;
        if (!unknownEvent) return;
        context.report({
          level: unknownEvent.proved ? "error" : "warning",
          at: unknownEvent.at,
          messageId: "eventNotKnown",
          data: { platform: unknownEvent.platform, consequence: unknownEvent.consequence },
          related: unknownEvent.effects.map(effect => ({
            ...effect.at,
            message: l10n.t("`{0}`: a second delivery {1}.", effect.text, effect.consequence),
          })),
        });
      },
    };
  },
});
