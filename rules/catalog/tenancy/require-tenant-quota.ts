import { defineRule } from "../../define-rule.ts";
import { giveTenantShare } from "../../fixes/give-tenant-share.ts";

export default defineRule({
  family: "tenancy",
  name: "require-tenant-quota",
  languages: ["typescript", "python"],
  description: "Work of many tenants waits in one queue, of which no tenant has a share of its own.",
  level: "advice",
  fixable: "suggestion",
  messages: {
    noShare:
      "Work of every `{{tenant}}` waits in the same queue of {{api}}, so one tenant with a backlog makes all others wait; {{remedy}} gives each its share.",
  },
  options: {},
  defaults: {},
  create(context) {
    return {
      Enqueue(enqueue) {
        const { unshared } = enqueue;
        if (!unshared) return;
        const fix = giveTenantShare(unshared);
        context.report({
          level: "advice",
          at: enqueue,
          messageId: "noShare",
          data: { tenant: unshared.tenant, api: unshared.api, remedy: unshared.remedy },
          ...(fix ? { fixes: [fix] } : {}),
        });
      },
    };
  },
});
