import * as l10n from "@vscode/l10n";
import type { Repair } from "../../concepts/rate-limiter/rate-limiter.ts";
import { defineRule } from "../../define-rule.ts";
import type { Fix } from "../../finding.ts";
import { addGuard } from "../../fixes/add-guard.ts";
import { addThrottleClasses } from "../../fixes/add-throttle-classes.ts";
import { awaitCall } from "../../fixes/await-call.ts";
import { installMiddleware } from "../../fixes/install-middleware.ts";
import { moveBefore } from "../../fixes/move-before.ts";
import { swapDecorators } from "../../fixes/swap-decorators.ts";
import { wrapOption } from "../../fixes/wrap-option.ts";

export default defineRule({
  family: "limits",
  name: "no-unenforced-limiter",
  languages: ["typescript", "python"],
  description: "A rate limiter is defined and never takes effect.",
  level: "error",
  fixable: "safe",
  messages: {
    neverUsed: "`{{name}}` is never {{what}}, so it limits no request.",
    neverAsked: "`{{name}}` is made and never asked, so it limits nothing.",
    unreadOption: "Nothing reads `{{name}}`, so the limit that it sets holds nowhere.",
    unreadTable: "Nothing reads the limits in `{{name}}`, so they apply to no route.",
    displayOnly:
      "`{{name}}` is only read by `{{reader}}` for display, so nothing is refused when the limit is reached.",
    neverCounted:
      "`{{name}}` is never called, so the `{{count}}` that `{{check}}` compares with the limit never grows and every call is allowed.",
    tableUnused: "The limits in `{{name}}` apply to no route: `{{apply}}` is never called.",
    noMiddleware: "The `{{option}}` of `{{name}}` are never enforced: {{middleware}} is not installed.",
    routersSkipMiddleware:
      "FastAPI {{version}} does not pass the routes of included routers through {{middleware}}, so the default limits of `{{name}}` do not hold for them.",
    neverBound: "`{{name}}` is never bound to an application with `{{method}}`, so none of its limits is enforced.",
    misordered:
      "`@{{limiter}}.{{member}}` stands above `@{{route}}`, so `{{function}}` is registered without its limit and never answers 429.",
    late: "The limiter is registered after {{routes}}, so no request to them reaches it.",
    notAwaited: "`{{name}}` is registered without `await`, so {{routes}} right after it have no limit.",
    noGuard: "`{{name}}` holds the limits and no guard checks them, so no request is refused.",
    ratesWithoutClasses:
      "`{{name}}` alone limits nothing: there is no `{{classes}}` and no view sets throttle classes.",
    scopeWithoutClass: "`{{name}}` of `{{class}}` is read by nobody: `{{scopeClass}}` is not in use.",
    idleDecorator: "`@throttle_classes` on the method `{{method}}` is read by nobody, so the method is not throttled.",
    madePerRequest:
      "`{{name}}` makes a new limiter for every request, so each one counts its first request and none is refused.",
    misplacedOption:
      "{{library}} reads `{{name}}` of a route under `{{under}}` only, so the limit here is not enforced.",
    unknownThrottler: "No limit is named `{{name}}`, only {{names}}, so what is set here is ignored.",
    proceedsWithoutToken:
      "When no token is left, `{{function}}` sleeps once and goes on without taking one, so several workers together exceed the rate.",
  },
  options: {},
  defaults: {},
  create: context => ({
    RateLimiter(limiter) {
      const { verdict } = limiter;
      if (verdict.kind !== "notEnforced") return;
      context.report({
        level: verdict.proved ? "error" : "warning",
        at: limiter,
        messageId: verdict.reason,
        data: { name: limiter.name, ...verdict.data },
        related: verdict.story,
        fixes: fixesOf(verdict.repair, context.text, context.file.path),
      });
    },
  }),
});

function fixesOf(repair: Repair | undefined, text: string, path: string): Fix[] {
  switch (repair?.kind) {
    case "swapDecorators":
      return [swapDecorators(repair.upper, repair.lower, text, l10n.t("Move the limit below the route decorator"))];
    case "awaitCall":
      return [awaitCall(repair.call, l10n.t("Await the registration"))];
    case "moveBefore": {
      const fix = moveBefore(repair.statement, repair.before, text, l10n.t("Register the limiter before the routes"));
      return fix ? [fix] : [];
    }
    case "installMiddleware":
      return [installMiddleware(repair, repair.app, repair.statement, repair.imported, path)];
    case "addGuard":
      return [addGuard(repair.places, repair.guard, repair.token)];
    case "addThrottleClasses":
      return [addThrottleClasses(repair.before, repair.key, repair.classes, text)];
    case "wrapOption":
      return [wrapOption(repair.property, repair.under)];
    default:
      return [];
  }
}
