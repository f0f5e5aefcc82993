import * as l10n from "@vscode/l10n";
import type { Policy } from "../../concepts/row-security/index.ts";
import { defineRule } from "../../define-rule.ts";
import type { Level, Related } from "../../finding.ts";
import { restrictPolicy } from "../../fixes/restrict-policy.ts";

export default defineRule({
  family: "tenancy",
  name: "no-open-rls-policy",
  languages: ["sql"],
  description:
    "A row-level security policy lets clients write rows that are not theirs, or stands on a table where it has no effect.",
  level: "error",
  fixable: "suggestion",
  messages: {
    openToAll: "`{{policy}}` lets {{reaches}} {{writes}} any row of `{{table}}`, whoever it belongs to.",
    openInsert: "`{{policy}}` lets {{reaches}} add rows to `{{table}}` without any condition.",
    selfMade:
      "`{{policy}}` decides by user metadata, which every user changes himself, so whoever wants reaches the rows of `{{table}}`.",
    idle: "{{idle}} no effect, because row-level security is not enabled on `{{table}}`: clients reach every row.",
  },
  options: {},
  defaults: {},
  create(context) {
    return {
      Policy(policy) {
        const fault = faultOf(policy);
        if (!policy.live || !policy.exposed || fault === undefined) return;
        const fix =
          fault.messageId === "openToAll" || fault.messageId === "openInsert" ? restrictPolicy(policy) : undefined;
        context.report({
          ...fault,
          at: policy.place,
          data: {
            policy: policy.name,
            table: policy.table,
            reaches: policy.reaches,
            idle:
              policy.idlePolicies > 1
                ? l10n.t("`{0}` and {1} more of its kind have", policy.name, policy.idlePolicies - 1)
                : l10n.t("`{0}` has", policy.name),
            writes: writesOf(policy),
          },
          related: storyOf(policy),
          ...(fix ? { fixes: [fix] } : {}),
        });
      },
    };
  },
});

function writesOf(policy: Policy): string {
  const [first = "", ...more] = policy.opensWrites.map(verbOf);
  return more.reduce((all, verb) => l10n.t("{0} and {1}", all, verb), first);
}

function verbOf(command: Policy["opensWrites"][number]): string {
  switch (command) {
    case "insert":
      return l10n.t({ message: "insert", comment: "A policy lets somebody insert any row." });
    case "update":
      return l10n.t({ message: "change", comment: "A policy lets somebody change any row." });
    case "delete":
      return l10n.t({ message: "delete", comment: "A policy lets somebody delete any row." });
  }
}

type Fault = { messageId: "openToAll" | "openInsert" | "selfMade" | "idle"; level: Level };

/**
 * A form that anybody may send (a contact request, a sign-up for news) is an insert into rows that belong to nobody; where a
 * row need not have an owner, strangers may be meant to send it too.
 */
function faultOf(policy: Policy): Fault | undefined {
  const isOwned = policy.owner.kind !== "nobody" && policy.owner.kind !== "unknown";
  if (policy.idlePolicies > 0) return { messageId: "idle", level: isOwned ? "error" : "warning" };
  if (policy.trustsUserMetadata) return { messageId: "selfMade", level: "error" };
  if (policy.opensWrites.length === 0 || policy.owner.kind === "unknown") return undefined;
  const isForm = policy.owner.kind === "nobody" && policy.opensWrites.join() === "insert";
  if (isForm) return { messageId: "openInsert", level: "advice" };
  const mayBeMeant = policy.boundByReads || (policy.acceptsUnowned && policy.opensWrites.join() === "insert");
  return { messageId: "openToAll", level: isOwned && !mayBeMeant ? "error" : "warning" };
}

function storyOf(policy: Policy): Related[] {
  const { owner } = policy;
  if (policy.trustsUserMetadata && policy.metadataPlace)
    return [
      { ...policy.metadataPlace, message: l10n.t("The function that the policy calls reads the user metadata.") },
    ];
  if (policy.idlePolicies > 0 && policy.rowSecurityPlace)
    return [{ ...policy.rowSecurityPlace, message: l10n.t("The last word on row-level security of this table.") }];
  if (owner.kind === "nobody" || owner.kind === "unknown") return [];
  const message =
    owner.kind === "indirect"
      ? l10n.t("`{0}` says whose the row is, through `{1}`.", owner.column, owner.parent)
      : l10n.t("`{0}` says whose the row is.", owner.column);
  return [{ ...owner.place, message }];
}
