import * as l10n from "@vscode/l10n";
import type { Bypass } from "../../concepts/rate-limiter/exposure.ts";
import { defineRule, type Report } from "../../define-rule.ts";
import { passLimiter } from "../../fixes/pass-limiter.ts";

type MessageId = "bypassedResource" | "unlimitedKind" | "unlimitedSibling" | "bypassedByExport" | "passesWithoutKey";

/** More siblings say no more. */
const SHOWN = 5;

export default defineRule({
  family: "limits",
  name: "no-unlimited-route",
  languages: ["typescript", "python"],
  description: "A route reaches what its siblings limit, without passing their limiter.",
  level: "warning",
  fixable: "suggestion",
  messages: {
    bypassedResource:
      "`{{route}}` reaches {{what}} through `{{resource}}` without a limit, while {{limited}} of {{count}} ways to it pass `{{limiter}}`.",
    unlimitedKind:
      "`{{route}}` leads to {{what}} without passing a limiter, while {{limited}} of {{count}} routes that do so pass one such as `{{limiter}}` first.",
    unlimitedSibling:
      "`{{route}}` has no limit, while {{limited}} of {{count}} such routes of its router pass `{{limiter}}`.",
    bypassedByExport:
      "`{{route}}` reaches {{what}} without asking `{{limiter}}`, which its neighbour `{{sibling}}` asks first, so its calls count against no limit.",
    passesWithoutKey:
      "A request without `{{left}}` gets no key here, and `{{limiter}}` lets what has no key pass: leaving it out lifts the limit of `{{route}}`.",
  },
  options: {},
  defaults: {},
  create: context => ({
    Route(route) {
      const { bypass } = route.limits;
      if (!bypass) return;
      const repair =
        bypass.repair &&
        passLimiter(bypass.repair, l10n.t("Pass `{0}` as the siblings do", bypass.limiter), context.text);
      context.report({
        level: bypass.meant ? "warning" : "advice",
        at: route,
        messageId: messageOf(bypass),
        data: dataOf(route.title, bypass),
        related: storyOf(bypass),
        fixes: repair ? [repair] : [],
      });
    },
    ExportedPath(path) {
      const { bypass } = path;
      if (!bypass) return;
      context.report({
        level: "warning",
        at: path,
        messageId: "bypassedByExport",
        data: { ...dataOf(path.name, bypass), sibling: bypass.siblings[0]!.title },
        related: storyOf(bypass),
      });
    },
    KeylessPass(pass) {
      const first = pass.open[0];
      if (!first) return;
      const routes = pass.open
        .slice(0, SHOWN)
        .map(({ title, place }) => ({ ...place, message: l10n.t("`{0}` asks nobody who calls.", title) }));
      context.report({
        level: "warning",
        at: pass,
        messageId: "passesWithoutKey",
        data: { left: pass.left, limiter: pass.limiter, route: first.title },
        related: [
          { ...pass.read, message: l10n.t("`{0}` is read here; a client may leave it out.", pass.left) },
          ...routes,
        ],
      });
    },
  }),
});

function messageOf(bypass: Bypass): MessageId {
  switch (bypass.reason) {
    case "sharedResource":
      return "bypassedResource";
    case "sameKind":
      return "unlimitedKind";
    case "convention":
      return "unlimitedSibling";
  }
}

function dataOf(route: string, bypass: Bypass): Record<string, string | number> {
  return {
    route,
    limiter: bypass.limiter,
    limited: bypass.siblings.length,
    count: bypass.count,
    what: bypass.resource?.what ?? "",
    resource: bypass.resource?.name ?? "",
  };
}

function storyOf(bypass: Bypass): NonNullable<Report<MessageId>["related"]> {
  const siblings = bypass.siblings
    .slice(0, SHOWN)
    .map(sibling => ({ ...sibling.asked, message: l10n.t("`{0}` passes the limiter here.", sibling.title) }));
  const call = bypass.resource && [{ ...bypass.resource.at, message: l10n.t("The call is made here.") }];
  return [...(call ?? []), ...siblings];
}
