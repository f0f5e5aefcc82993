import * as l10n from "@vscode/l10n";
import type { IdempotencyKey } from "../../concepts/idempotency-key/index.ts";
import { defineRule } from "../../define-rule.ts";
import { useStableId } from "../../fixes/use-stable-id.ts";

export default defineRule({
  family: "idempotency",
  name: "no-unstable-idempotency-key",
  languages: ["typescript", "python"],
  description: "An idempotency key is another one in each attempt, or one for whatever is sent until the next restart.",
  level: "error",
  fixable: "suggestion",
  messages: {
    newEachTime:
      "`{{source}}` makes another `{{name}}` each time {{platform}} runs this, so `{{call}}` makes a second {{thing}} instead of repeating the first.",
    countsAttempts:
      "`{{source}}` is another number in each attempt, so each has its own `{{name}}` and `{{call}}` makes a second {{thing}} instead of repeating the first.",
    sharedByAll:
      "`{{name}}` is made once when the module is loaded, so whatever `{{call}}` sends until the next restart counts as the same {{thing}}.",
    keptByClient:
      "The client sends the `{{name}}` that it is made with on every request until the next restart, so each later {{thing}} counts as a repetition of the first.",
    carriedOver:
      "`{{call}}` gives no key of its own and sends the one that `{{from}}` left in the shared configuration, so it may count as a repetition of that call.",
  },
  options: {},
  defaults: {},
  create(context) {
    return {
      IdempotencyKey(key) {
        if (key.unstable) reportUnstable(key, key.unstable);
        if (key.shared)
          context.report({
            level: "error",
            at: key.shared.at,
            messageId: key.shared.by === "client" ? "keptByClient" : "sharedByAll",
            data: { name: key.name, call: key.call, thing: key.shared.by === "client" ? l10n.t("payment") : key.thing },
            related: key.shared.story,
          });
      },
      CarriedKey(carried) {
        if (!carried.from) return;
        context.report({
          level: "error",
          at: carried,
          messageId: "carriedOver",
          data: { call: carried.call, from: carried.from.text },
          related: [
            { ...carried.from, message: l10n.t("`{0}` leaves its key in the configuration.", carried.from.text) },
          ],
        });
      },
    };

    function reportUnstable(key: IdempotencyKey, unstable: NonNullable<IdempotencyKey["unstable"]>): void {
      const fix = useStableId(unstable);
      context.report({
        level: unstable.identifies ? "advice" : unstable.proved ? "error" : "warning",
        at: unstable.at,
        messageId: unstable.kind === "attempt" ? "countsAttempts" : "newEachTime",
        data: {
          source: unstable.source,
          name: key.name,
          platform: unstable.delivery.platform,
          call: key.call,
          thing: key.thing,
        },
        related: unstable.story,
        ...(fix ? { fixes: [fix] } : {}),
      });
    }
  },
});
