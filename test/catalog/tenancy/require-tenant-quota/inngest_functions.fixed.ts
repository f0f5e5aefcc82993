import { Inngest } from "inngest";

const inngest = new Inngest({ id: "crm" });

// expect: require-tenant-quota/noShare advice
export const syncContacts = inngest.createFunction(
  { id: "sync-contacts", concurrency: 10 },
  { event: "crm/sync.requested" },
  async ({ event, step }) => {
    await step.run("sync", () => fetch(`https://crm.example.com/${event.data.workspaceId}`));
  },
);

export const syncDeals = inngest.createFunction(
  // ok: require-tenant-quota — five steps at a time for each workspace
  { id: "sync-deals", concurrency: { key: "event.data.workspaceId", limit: 5 } },
  { event: "crm/sync.requested" },
  async ({ event, step }) => {
    await step.run("sync", () => fetch(`https://crm.example.com/${event.data.workspaceId}`));
  },
);

// ok: require-tenant-quota — one run for all tenants, by the clock
export const nightly = inngest.createFunction({ id: "nightly" }, { cron: "0 3 * * *" }, async ({ step }) => {
  await step.run("all", () => fetch("https://crm.example.com/all"));
});

// ok: require-tenant-quota — the event says nothing of a tenant
export const greet = inngest.createFunction({ id: "greet" }, { event: "user/created" }, async ({ event, step }) => {
  await step.run("mail", () => fetch(`https://mail.example.com/${event.data.userId}`));
});

// expect: require-tenant-quota/noShare advice
export const importRows = inngest.createFunction({ concurrency: { key: "event.data.orgId", limit: 5 }, id: "import" }, { event: "rows/import" }, async ({ event, step }) => {
  const { orgId, file } = event.data;
  await step.run("import", () => fetch(`https://import.example.com/${orgId}/${file}`));
});
