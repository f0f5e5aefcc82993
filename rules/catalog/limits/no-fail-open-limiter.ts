import * as l10n from "@vscode/l10n";
import type { LimiterFailure } from "../../concepts/rate-limiter/limiter-failure.ts";
import { defineRule } from "../../define-rule.ts";
import { refuseOnFailure } from "../../fixes/refuse-on-failure.ts";

export default defineRule({
  family: "limits",
  name: "no-fail-open-limiter",
  languages: ["typescript", "python"],
  description: "A rate limiter lets everything pass while its store is away.",
  level: "warning",
  fixable: "suggestion",
  messages: {
    storeFails:
      "When the store fails, `{{name}}` answers that everything is allowed, so {{guards}} has no limit as long as the outage lasts.",
    storeAbsent:
      "Without the store (`{{by}}`) `{{name}}` allows everything, so one forgotten variable leaves {{guards}} without a limit.",
    optionOpens:
      "`{{by}}` lets every request pass while the store is away, so an outage of the store is an outage of the limit.",
    slowStore:
      "When the store needs longer than {{seconds}} s, `{{name}}` answers `success: true`, and nothing here reads why.",
  },
  options: {},
  defaults: {},
  create: context => ({
    LimiterFailure(failure) {
      const { opens } = failure;
      if (opens === "unknown") return;
      const fix = failure.repair && refuseOnFailure(failure.repair, context.text);
      context.report({
        level: opens === "slow" || failure.guards === undefined ? "advice" : "warning",
        at: failure,
        messageId: MESSAGES[opens],
        data: {
          name: failure.name,
          guards: failure.guards ?? l10n.t("whatever it guards"),
          by: failure.by,
          seconds: failure.timeoutMs / 1000,
        },
        related: failure.story,
        fixes: fix ? [fix] : [],
      });
    },
  }),
});

const MESSAGES = {
  error: "storeFails",
  absent: "storeAbsent",
  option: "optionOpens",
  slow: "slowStore",
} as const satisfies Record<Exclude<LimiterFailure["opens"], "unknown">, string>;
