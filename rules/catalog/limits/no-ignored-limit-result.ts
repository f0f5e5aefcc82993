import * as l10n from "@vscode/l10n";
import type { CheckFix } from "../../concepts/rate-limiter/limit-check.ts";
import { defineRule, type RuleContext } from "../../define-rule.ts";
import type { Fix } from "../../finding.ts";
import { askVerdict } from "../../fixes/ask-verdict.ts";
import { awaitCall } from "../../fixes/await-call.ts";
import { refuseRequest } from "../../fixes/refuse-request.ts";

export default defineRule({
  family: "limits",
  name: "no-ignored-limit-result",
  languages: ["typescript", "python"],
  description: "A limiter is asked whether a request may go on, and nothing depends on its answer.",
  level: "error",
  fixable: "safe",
  messages: {
    dropped:
      "`{{name}}` answers {{verdict}} and the answer is dropped, so a request over the limit goes on like any other.",
    unread: "Nothing branches on {{verdict}} of `{{name}}`, so a request over the limit goes on like any other.",
    logged: "When `{{name}}` refuses, only a log line is written and the request goes on.",
    notAwaited: "`{{name}}` is not awaited, so the request goes on before the limiter has answered.",
    alwaysTrue:
      "The test asks for the answer of `{{name}}` itself, which is true also when the limit is reached; the verdict is {{verdict}}.",
    swallowed: "`{{name}}` refuses with an error that the handler swallows, so a request over the limit goes on.",
    requestNotRead: "`{{name}}` is limited without blocking and never reads `{{verdict}}`, so no request is refused.",
  },
  options: {},
  defaults: {},
  create: context => ({
    LimitCheck(check) {
      if (check.loss === undefined) return;
      context.report({
        level: check.loss === "logged" ? "warning" : "error",
        at: check,
        messageId: check.loss,
        data: { name: check.name, verdict: check.verdict },
        related: check.story,
        fixes: fixesOf(check.repair, context),
      });
    },
  }),
});

function fixesOf(repair: CheckFix | undefined, context: Pick<RuleContext<never>, "text" | "language">): Fix[] {
  switch (repair?.kind) {
    case "await":
      return [awaitCall(repair.call, l10n.t("Await the limiter"), repair.inside, repair.field)];
    case "askVerdict":
      return [askVerdict(repair.tested, repair.field, context.text)];
    case "block":
      return [{ title: l10n.t("Block when the limit is reached"), kind: "suggestion", edits: [repair.insert] }];
    case "refuse": {
      const fix = refuseRequest(repair.handler, repair.verdict, repair.repair, repair.neglect, context);
      return fix ? [fix] : [];
    }
    default:
      return [];
  }
}
