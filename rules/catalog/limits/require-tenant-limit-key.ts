import * as l10n from "@vscode/l10n";
import type { KeyFault } from "../../concepts/rate-limiter/address-key.ts";
import { defineRule, type Report } from "../../define-rule.ts";
import type { Fix } from "../../finding.ts";

type MessageId = "accountByAddress" | "accountKnownLater" | "credentialsByAddress";

const SHOWN = 5;

export default defineRule({
  family: "limits",
  name: "require-tenant-limit-key",
  languages: ["typescript", "python"],
  description: "A limit for known accounts or tenants counts by the client's address alone.",
  level: "warning",
  fixable: "suggestion",
  messages: {
    accountByAddress:
      "`{{limiter}}` counts by address alone where `{{by}}` has told who calls `{{route}}`{{more}}: everybody behind one address shares the limit, and an account with ten addresses has ten.",
    accountKnownLater:
      "`{{limiter}}` counts by address alone, before `{{by}}` tells who calls `{{route}}`: nothing limits the account itself.",
    credentialsByAddress:
      "`{{limiter}}` counts attempts by address alone, so guesses at one account from many addresses are never refused in `{{route}}`.",
  },
  options: {},
  defaults: {},
  create: context => ({
    AddressKey(key) {
      const { fault } = key;
      if (!fault) return;
      context.report({
        level: fault.kind === "account" && !fault.before ? "advice" : "warning",
        at: key,
        messageId: messageOf(fault),
        data: { limiter: key.limiter, route: fault.route, by: fault.by, more: moreOf(fault) },
        related: storyOf(fault),
        fixes: fault.repair ? [countByAccount(fault.repair)] : [],
      });
    },
  }),
});

function messageOf(fault: KeyFault): MessageId {
  if (fault.kind === "credentials") return "credentialsByAddress";
  return fault.before ? "accountByAddress" : "accountKnownLater";
}

function moreOf(fault: KeyFault): string {
  const more = fault.others.length - 1;
  if (more <= 0) return "";
  return more === 1 ? ` ${l10n.t("and {0} more route", more)}` : ` ${l10n.t("and {0} more routes", more)}`;
}

function countByAccount(repair: NonNullable<KeyFault["repair"]>): Fix {
  return {
    title: l10n.t("Add the account to the key"),
    kind: "suggestion",
    edits: [{ start: repair.at, end: repair.at, text: repair.text }],
  };
}

function storyOf(fault: KeyFault): NonNullable<Report<MessageId>["related"]> {
  const known = fault.known && [{ ...fault.known, message: l10n.t("Here it is known who calls.") }];
  const routes = fault.others
    .slice(0, SHOWN)
    .map(({ title, place }) => ({ ...place, message: l10n.t("`{0}` passes the limiter.", title) }));
  return [...(known ?? []), ...routes];
}
