import * as l10n from "@vscode/l10n";
import type { LimiterStorage } from "../../concepts/rate-limiter/storage.ts";
import { defineRule } from "../../define-rule.ts";
import { giveSharedStore } from "../../fixes/give-shared-store.ts";

export default defineRule({
  family: "limits",
  name: "no-process-local-limiter",
  languages: ["typescript", "python"],
  description: "A rate limiter counts in the memory of one process while several processes serve.",
  level: "error",
  fixable: "suggestion",
  messages: {
    severalProcesses: "`{{name}}` counts in the memory of its process ({{store}}) and {{where}}, so {{effect}}.",
    oneProcess:
      "`{{name}}` counts in the memory of its process ({{store}}), so a second process allows the full limit again and a restart forgets the count.",
    fullFallback:
      "While the shared store is away, `{{name}}` counts in the memory of its process with the full limit and {{where}}, so {{effect}}.",
  },
  options: {},
  defaults: {},
  create: context => ({
    LimiterStorage(storage) {
      if (storage.scope === "fallback")
        context.report({
          level: "advice",
          at: storage,
          messageId: "fullFallback",
          data: { name: storage.name, ...effectOf(storage) },
          related: storage.story,
        });
      if (storage.scope !== "process") return;
      const level = levelOf(storage);
      if (level === undefined) return;
      const fix = storage.repair && giveSharedStore(storage.repair, context.text);
      context.report({
        level,
        at: storage,
        messageId: level === "advice" ? "oneProcess" : "severalProcesses",
        data: { name: storage.name, store: storage.store, ...effectOf(storage) },
        related: storage.story,
        fixes: fix ? [fix] : [],
      });
    },
  }),
});

/** An error needs a library's own store and a file that starts several processes and no other way of running it. */
function levelOf(storage: LimiterStorage): "error" | "warning" | "advice" | undefined {
  const { several } = storage;
  if (!several) return storage.known === "library" ? "advice" : undefined;
  const proved = storage.known === "library" && !several.likely && several.kind !== "serverless";
  return proved ? "error" : "warning";
}

function effectOf({ several }: LimiterStorage): { where: string; effect: string } {
  if (!several) return { where: "", effect: "" };
  if (several.kind === "serverless")
    return {
      where: several.likely
        ? l10n.t("{0} mostly runs in short-lived instances", several.why)
        : l10n.t("`{0}` runs it in short-lived instances", several.why),
      effect: l10n.t("each instance allows the full limit and forgets the count when it ends"),
    };
  const { count, why } = several;
  return count === undefined
    ? { where: l10n.t("`{0}` runs several of them", why), effect: l10n.t("each of them allows the full limit") }
    : {
        where: l10n.t("`{0}` runs up to {1} of them", why, count),
        effect: l10n.t("every limit is up to {0} times as high", count),
      };
}
