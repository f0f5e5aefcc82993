import * as l10n from "@vscode/l10n";
import type { TableSecurity, ViewSecurity } from "../../concepts/row-security/index.ts";
import { defineRule } from "../../define-rule.ts";
import type { Level, Related } from "../../finding.ts";
import { enableRowSecurity } from "../../fixes/enable-row-security.ts";
import { readAsInvoker } from "../../fixes/read-as-invoker.ts";

export default defineRule({
  family: "tenancy",
  name: "require-rls",
  languages: ["sql"],
  description:
    "A table with rows of many owners, which clients reach, ends without row-level security or any policy, or a view passes it by.",
  level: "error",
  fixable: "suggestion",
  messages: {
    unprotected:
      "`{{table}}` holds the rows of every {{owner}} and ends without row-level security, so any client reads and writes all of them through the API.",
    noPolicy:
      "`{{table}}` has row-level security and no policy that admits users, so the query that they send to it finds nothing.",
    passedBy:
      "`{{view}}` reads `{{table}}` with its owner's rights, past row-level security, so any client reads the rows of every {{owner}} through it.",
  },
  options: {},
  defaults: {},
  create(context) {
    return {
      TableSecurity(table) {
        const fault = faultOf(table);
        if (!table.exposed || fault === undefined) return;
        const fix = fault.messageId === "unprotected" ? enableRowSecurity(table, context.text) : undefined;
        context.report({
          ...fault,
          at: table.place,
          data: { table: table.table, owner: ownerOf(table.owner.kind) },
          related: storyOf(table),
          ...(fix ? { fixes: [fix] } : {}),
        });
      },
      ViewSecurity(view) {
        const { passes } = view;
        if (!passes) return;
        const fix = readAsInvoker(view, context.text);
        context.report({
          messageId: "passedBy",
          level: "warning",
          at: view.place,
          data: { view: view.view, table: passes.table, owner: ownerOf(passes.owner.kind) },
          related: wayPast(passes),
          ...(fix ? { fixes: [fix] } : {}),
        });
      },
    };
  },
});

function faultOf(table: TableSecurity): { messageId: "unprotected" | "noPolicy"; level: Level } | undefined {
  const { owner, rowSecurity, admitting } = table;
  if (rowSecurity === "off" && owner.kind !== "nobody" && owner.kind !== "unknown")
    return {
      messageId: "unprotected",
      level: owner.kind === "tenant" ? "error" : "warning",
    };
  if (rowSecurity === "on" && admitting === 0 && table.readByUsers) return { messageId: "noPolicy", level: "warning" };
  return undefined;
}

function storyOf(table: TableSecurity): Related[] {
  const { owner, siblings } = table;
  const story: Related[] = [];
  if (owner.kind !== "nobody" && owner.kind !== "unknown")
    story.push({ ...owner.place, message: l10n.t("`{0}` says whose the row is.", owner.column) });
  if (table.switchedOff) story.push({ ...table.switchedOff, message: l10n.t("Here it was switched off.") });
  if (table.readByUsers)
    story.push({ ...table.readByUsers, message: l10n.t("Users read it here under their own role.") });
  if (siblings.secured > 0 && siblings.example)
    story.push({
      ...siblings.example,
      message: l10n.t(
        "{0} of {1} tables like it have row-level security, this one among them.",
        siblings.secured,
        siblings.total,
      ),
    });
  return story;
}

function wayPast({ table, owner, rowSecurity }: NonNullable<ViewSecurity["passes"]>): Related[] {
  const story: Related[] = [];
  if (rowSecurity) story.push({ ...rowSecurity, message: l10n.t("`{0}` has row-level security from here on.", table) });
  if (owner.kind === "tenant" || owner.kind === "person")
    story.push({ ...owner.place, message: l10n.t("`{0}` says whose the row is.", owner.column) });
  return story;
}

function ownerOf(kind: string): string {
  return kind === "person" ? l10n.t("user") : l10n.t("tenant");
}
