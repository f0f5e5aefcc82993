import * as l10n from "@vscode/l10n";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  family: "idempotency",
  name: "no-lost-claim",
  languages: ["typescript", "python", "sql"],
  description: "Work is claimed, or taken out of its queue, and nothing gives it back when the worker dies.",
  level: "error",
  fixable: false,
  messages: {
    marked:
      "`{{name}}` marks {{what}} as `{{value}}`, and nothing takes up `{{value}}` rows again: one whose worker dies stays `{{value}}` for ever.",
    stamped:
      "`{{name}}` claims {{what}} by `{{text}}` and gives it back only from an error handler: when the process is killed the claim stays, and every later delivery leaves the row alone.",
    popped: "`{{text}}` removes the item before its work is done: a worker that dies in `{{work}}` loses it.",
    settled:
      "`{{text}}` tells {{broker}} to forget the message before its work is done: a worker that dies in `{{work}}` loses it.",
  },
  options: {},
  defaults: {},
  create: context => ({
    Claim(claim) {
      if (claim.returned) return;
      const { way, name, what, value, text, broker, work } = claim;
      context.report({
        level: claim.proved ? "error" : "warning",
        at: claim.at,
        messageId: way,
        data: { name, what, value, text, broker, work },
        related: claim.lease
          ? [
              ...claim.story,
              {
                ...claim.lease.place,
                message: l10n.t("`{0}` is there to tell a dead claim, and nothing compares it.", claim.lease.name),
              },
            ]
          : claim.story,
      });
    },
  }),
});
