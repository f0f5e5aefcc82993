import * as l10n from "@vscode/l10n";
import type { BatchFault } from "../../concepts/batch/index.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule<"repeatsEffects" | "repeatsWork">({
  family: "idempotency",
  name: "require-batch-checkpoint",
  languages: ["typescript", "python"],
  description: "Work over many items is run again as a whole and starts over with the first one.",
  level: "warning",
  fixable: false,
  messages: {
    repeatsEffects:
      "{{cause}}, {{platform}} runs the loop over `{{items}}` again from the first item, and for each finished one it {{consequence}}.",
    repeatsWork:
      "{{cause}}, {{platform}} runs the loop over `{{items}}` again from the first item and does the finished ones once more.",
  },
  options: {},
  defaults: {},
  create: context => ({
    Batch({ fault, start, end }) {
      if (!fault) return;
      context.report({
        level: "warning",
        at: { start, end },
        messageId: fault.consequence === undefined ? "repeatsWork" : "repeatsEffects",
        data: {
          cause: causeOf(fault),
          platform: fault.platform,
          items: fault.items,
          consequence: fault.consequence ?? "",
        },
        related: fault.story,
      });
    },
  }),
});

function causeOf(fault: BatchFault): string {
  return fault.onFailure ? l10n.t("If one item fails") : l10n.t("If the worker dies in the middle");
}
