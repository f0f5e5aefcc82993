import * as l10n from "@vscode/l10n";
import type { Query } from "../../concepts/query/query.ts";
import { defineRule } from "../../define-rule.ts";
import type { Level, Related } from "../../finding.ts";
import { addTenantFilter } from "../../fixes/add-tenant-filter.ts";
import { limitToTransaction } from "../../fixes/limit-to-transaction.ts";

export default defineRule({
  family: "tenancy",
  name: "require-tenant-filter",
  languages: ["typescript", "python"],
  description: "A query on a tenant-owned table, through a client that sees every tenant, is tied to no tenant.",
  level: "error",
  fixable: "safe",
  messages: {
    chosenByCaller:
      "`{{table}}` is {{done}} by `{{value}}`, which the caller chooses, and nothing ties the row to {{owner}}, so one tenant reaches the rows of another.",
    writtenUnder:
      "The row written to `{{table}}` hangs on `{{value}}`, which the caller chooses and nothing ties to {{owner}}, so one tenant writes into the data of another.",
    everyTenant:
      "`{{table}}` is {{done}} without any condition on {{owner}}, so the rows of every tenant are {{done}}.",
    handedOver:
      "`{{table}}` is {{done}} by `{{value}}` alone through a client that sees every tenant, while {{scoped}} of {{total}} queries on `{{table}}`{{here}} are scoped.",
    withoutTenant:
      "The row written to `{{table}}` carries no {{owner}}, while {{scoped}} of {{total}} queries on `{{table}}`{{here}} are scoped.",
    movesRow:
      "`{{table}}.{{column}}` is set to `{{value}}`, which the caller writes himself, so a row moves to any tenant that he names.",
    settingOutlives:
      "`{{name}}` is set for as long as the connection lives, and the pool hands the connection on, so another request runs as this tenant.",
    serverIds:
      "`{{table}}` is {{done}} by ids alone through a client that sees every tenant, so a wrong `{{value}}` crosses tenants unseen.",
  },
  options: {},
  defaults: {},
  create(context) {
    return {
      SessionSetting(setting) {
        if (!setting.tenant || setting.connection === "dedicated") return;
        context.report({
          level: setting.connection === "pooled" ? "error" : "warning",
          at: setting.at,
          messageId: "settingOutlives",
          data: { name: setting.name },
          ...(setting.repair ? { fixes: [limitToTransaction(setting.repair)] } : {}),
        });
      },
      Query(query) {
        const moved = query.movedTenant;
        if (moved && (query.authenticated || query.tenantValue))
          context.report({
            level: "error",
            at: query.at,
            messageId: "movesRow",
            data: { table: query.table ?? "", column: moved.column, value: moved.value },
            related: storyOf(query),
          });
        const level = levelOf(query);
        if (level === undefined || query.scope.kind !== "open") return;
        const fix = addTenantFilter(query, context.language);
        context.report({
          level,
          at: query.at,
          messageId: messageOf(query, level),
          data: {
            table: query.table ?? "",
            done: query.done,
            value: query.scope.value ?? "",
            owner: ownerOf(query),
            scoped: query.siblings.scoped,
            total: query.siblings.total,
            here: query.siblings.within === "file" ? ` ${l10n.t("in this file")}` : "",
          },
          related: [
            ...(query.overwritten
              ? [
                  {
                    ...context.place(query.overwritten),
                    path: context.file.path,
                    message: l10n.t("A later `.where()` overwrites this condition."),
                  },
                ]
              : []),
            ...storyOf(query),
          ],
          ...(fix ? { fixes: [fix] } : {}),
        });
      },
    };
  },
});

/** Undefined: not a fault, or too little is known. */
function levelOf(query: Query): Level | undefined {
  const { scope, client, ownership } = query;
  if (scope.kind !== "open" || query.offline || (query.gated && scope.by !== "payload")) return undefined;
  const declared = ownership.kind !== "direct" || ownership.byUse !== true;
  const proved = declared && client.proved && (client.kind === "service-role" || client.kind === "plain");
  if (!proved && client.kind !== "service-role" && client.kind !== "backend") return undefined;
  const { agreed } = query.siblings;
  const known = query.tenantValue !== undefined;
  const direct = ownership.kind === "direct";
  if (direct && client.kind === "plain" && query.siblings.unusual) return undefined;
  switch (scope.by) {
    case "client":
    case "none":
      if (query.entry && (query.authenticated || (known && client.kind !== "plain")))
        return proved && known ? "error" : "warning";
      return client.kind !== "plain" && direct && scope.by === "client" && (known || agreed) ? "warning" : undefined;
    case "inner":
      if (client.kind === "plain" || !direct || !(known || agreed)) return undefined;
      return agreed && scope.single ? "warning" : "advice";
    case "server":
      return client.kind === "service-role" && direct && !query.entry && (known || agreed) ? "advice" : undefined;
    case "payload":
      return agreed && (query.tenantOptional || query.library === "postgrest") ? "warning" : undefined;
  }
}

function messageOf({ scope, operation }: Query, level: Level) {
  const by = scope.kind === "open" ? scope.by : "none";
  if (by === "payload") return "withoutTenant";
  if (by === "none") return "everyTenant";
  if (by === "client") return operation === "insert" || operation === "upsert" ? "writtenUnder" : "chosenByCaller";
  return by === "server" || level === "advice" ? "serverIds" : "handedOver";
}

/** The column that would tie the row to its tenant. */
function ownerOf(query: Query): string {
  const { ownership } = query;
  if (ownership.kind === "direct") return `\`${ownership.column}\``;
  return ownership.kind === "indirect" ? `\`${ownership.parent}.${ownership.parentColumn}\`` : l10n.t("the tenant");
}

/** Why the rows have an owner, why the database does not check it, and how others do. */
function storyOf(query: Query): Related[] {
  const { ownership, client, siblings, procedure, policy } = query;
  const story: Related[] = [];
  if ((ownership.kind === "direct" || ownership.kind === "indirect") && ownership.place)
    story.push({
      ...ownership.place,
      message: l10n.t("`{0}.{1}` says whose the row is.", query.table!, ownership.column),
    });
  if (policy)
    story.push({
      ...policy.place,
      message: l10n.t("The policy `{0}` restricts users, and this client passes it by.", policy.name),
    });
  if (procedure)
    story.push({
      ...procedure.place,
      message: procedure.definer
        ? l10n.t("`{0}` runs as its owner, so row-level security does not hold in it.", procedure.name)
        : l10n.t("The statements of `{0}` are what this call does.", procedure.name),
    });
  if (client.place) story.push({ ...client.place, message: l10n.t("This client sees the rows of every tenant.") });
  if (siblings.agreed)
    for (const example of siblings.examples)
      story.push({ ...example, message: l10n.t("This query on `{0}` carries the tenant.", query.table!) });
  return story;
}
