import * as l10n from "@vscode/l10n";
import { defineRule } from "../../define-rule.ts";
import type { Related } from "../../finding.ts";
import type { NakedClient } from "../../concepts/query/naked-client.ts";

export default defineRule({
  family: "tenancy",
  name: "no-naked-admin-client",
  languages: ["typescript", "python"],
  description: "A client that bypasses row-level security is used directly where one tenant's work is done.",
  level: "warning",
  fixable: false,
  messages: {
    factoryPassedOver:
      "`{{client}}` sees every tenant, while `{{factory}}` hands out a client for one: the next query that forgets its filter crosses tenants.",
    noFactory:
      "{{queries}} here through `{{client}}`, which sees every tenant: each is one forgotten filter away from another tenant's rows.",
  },
  options: {},
  defaults: {},
  create: context => ({
    Query(query) {
      const { naked } = query;
      if (naked === undefined) return;
      context.report({
        level: isConvention(naked) ? "warning" : "advice",
        at: query.at,
        messageId: naked.factory ? "factoryPassedOver" : "noFactory",
        data: {
          client: query.clientText,
          factory: naked.factory?.name ?? "",
          queries:
            naked.queries === 1
              ? l10n.t("One query on tenant data goes")
              : l10n.t("{0} queries on tenant data go", naked.queries),
        },
        related: storyOf(naked, query.client.place),
      });
    },
  }),
});

/** The factory is what the code base uses; a new one that most of the code does not know yet is advice. */
function isConvention({ factory, everywhere }: NakedClient): boolean {
  return factory !== undefined && factory.uses >= everywhere;
}

function storyOf(naked: NakedClient, made: Related | Omit<Related, "message"> | undefined): Related[] {
  return [
    ...(made ? [{ ...made, message: l10n.t("The client is made with the service role.") }] : []),
    ...(naked.factory ? [{ ...naked.factory.place, message: l10n.t("A client for one tenant is made here.") }] : []),
  ];
}
