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
        data: { table: query.table ?? "", done: DONE[query.operation], value: chosenTenant.value },
        related: query.client.place
          ? [{ ...query.client.place, message: "This client sees the rows of every tenant." }]
          : [],
      });
    },
  }),
});

const DONE: Record<Query["operation"], string> = {
  select: "read",
  insert: "written",
  update: "changed",
  delete: "deleted",
  upsert: "written",
};

function isWrite(query: Query): boolean {
  return query.operation === "insert" || query.operation === "upsert";
}
