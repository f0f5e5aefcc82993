import { Queue } from "bullmq";
import { assertQuota } from "./quota";

const reports = new Queue("reports");

export async function requestReport(organizationId: string, from: string, to: string) {
  // expect: require-tenant-quota/noShare advice
  await reports.add("build", { organizationId, from, to }, { attempts: 3 });
}

export async function requestWithinQuota(organizationId: string, from: string, to: string) {
  await assertQuota(organizationId, "reports");
  // ok: require-tenant-quota — what the organisation used is counted before
  await reports.add("build", { organizationId, from, to }, { attempts: 3 });
}

export async function requestInGroup(organizationId: string, from: string, to: string) {
  // ok: require-tenant-quota — a group for each organisation
  await reports.add("build", { organizationId, from, to }, { group: { id: organizationId } });
}

export const seen = new Set<string>();
seen.add("organizationId"); // ok: require-tenant-quota — a set, no queue
