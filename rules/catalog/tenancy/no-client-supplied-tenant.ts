import * as l10n from "@vscode/l10n";
import type { Query } from "../../concepts/query/query.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  family: "tenancy",
  name: "no-client-supplied-tenant",
  languages: ["typescript", "python"],
  description:
    "A query is restricted to a tenant that the caller names, and nothing asks whether the caller belongs to it.",
  level: "error",
  fixable: false,
  messages: {
    namedByCaller:
      "`{{table}}` is {{done}} for the tenant in `{{value}}`, which the caller writes himself, so whoever is signed in reaches any tenant by its id.",
    namedByAnyone:
      "`{{table}}` is {{done}} for the tenant in `{{value}}`, which the caller writes himself, and nothing here asks who is calling.",
  },
  options: {},
  defaults: {},
  create: context => ({
    Query(query) {
      const { chosenTenant } = query;
      if (chosenTenant === undefined) return;
      // A public endpoint that takes in data by a public id is how trackers and forms work.
      if (!query.authenticated && isWrite(query)) return;
      context.report({
        level: query.authenticated ? "error" : "advice",
        at: query.at,
        messageId: query.authenticated ? "namedByCaller" : "namedByAnyone",
        data: { table: query.table ?? "", done: query.done, value: chosenTenant.value },
        related: query.client.place
          ? [{ ...query.client.place, message: l10n.t("This client sees the rows of every tenant.") }]
          : [],
      });
    },
  }),
});

function isWrite(query: Query): boolean {
  return query.operation === "insert" || query.operation === "upsert";
}
