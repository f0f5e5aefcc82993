/** Whose work is put on the queue, and whether each tenant has a share of it. */
import * as l10n from "@vscode/l10n";
import { worded } from "../../libraries/phrase.ts";
import { COUNTED_LIMIT, QUOTA_FUNCTIONS, QUOTAS, TENANT_NAMES } from "../../libraries/tenant-quotas.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { Bodies } from "../task/bodies.ts";
import { before } from "../task/order.ts";
import type { EnqueueRecord, UnsharedEnqueue } from "./enqueue.ts";

/** The operator runs these, one at a time. */
const BY_HAND = /(?:^|\/)(?:scripts?|tools|seeds?|migrations?)\//u;
/** A share that is proposed: the number is the project's to choose. */
const PROPOSED = 5;

export function unsharedEnqueue(
  record: EnqueueRecord,
  library: string,
  file: FileSummary,
  project: Project,
): UnsharedEnqueue | undefined {
  if (record.open || BY_HAND.test(file.path)) return undefined;
  const platform = QUOTA_FUNCTIONS.find(one => one.library.test(library));
  if (platform) return unsharedFunction(record, platform, project);
  const row = QUOTAS.find(one => one.library.test(library));
  if (!row || row.quota.some(name => record.names.includes(name))) return undefined;
  const prefix =
    row.payload.keyword ?? [row.payload.position, row.payload.property].filter(one => one !== undefined).join(".");
  const tenant = record.fields.find(({ at }) => isUnder(at, prefix) && isTenant(lastOf(at), project));
  if (isLimited(record, file, project)) return undefined;
  if (!tenant) return handedWork(record, row, prefix, project);
  const object = record.slot.objects[row.payload.position];
  const fix =
    row.quota[0] === "flowControl" && object && isSimple(tenant.value)
      ? {
          at: object.at,
          text: ` flowControl: { key: ${tenant.value}, parallelism: ${PROPOSED} },`,
          title: l10n.t("Give each `{0}` {1} messages at a time", lastOf(tenant.at), PROPOSED),
        }
      : undefined;
  return { api: row.api, tenant: lastOf(tenant.at), remedy: worded(row.remedy), ...(fix ? { fix } : {}) };
}

/** A function through which all work goes, its data being the callers': whose it is, the schema says. */
function handedWork(
  record: EnqueueRecord,
  row: (typeof QUOTAS)[number],
  prefix: string,
  project: Project,
): UnsharedEnqueue | undefined {
  const column = project.tenant.columns.find(one => one.strength === "tenant");
  if (!column || !record.handed.includes(prefix)) return undefined;
  return { api: row.api, tenant: column.name, remedy: worded(row.remedy) };
}

function unsharedFunction(
  record: EnqueueRecord,
  row: (typeof QUOTA_FUNCTIONS)[number],
  project: Project,
): UnsharedEnqueue | undefined {
  const tenant = record.reads?.find(name => isTenant(name, project));
  const isKeyed = record.names.includes("key") && row.options.some(option => record.names.includes(option));
  const clock = record.names.includes("cron");
  if (tenant === undefined || isKeyed || clock) return undefined;
  const object = record.slot.objects[0];
  const free = object && !record.names.includes("concurrency");
  return {
    api: row.api,
    tenant,
    remedy: worded(row.remedy),
    ...(free
      ? {
          fix: {
            at: object.at,
            text: ` concurrency: { key: "event.data.${tenant}", limit: ${PROPOSED} },`,
            title: l10n.t("Give each `{0}` {1} steps at a time", tenant, PROPOSED),
          },
        }
      : {}),
  };
}

function isUnder(at: string, prefix: string): boolean {
  return at.startsWith(`${prefix}.`) && !at.slice(prefix.length + 1).includes(".");
}

function lastOf(at: string): string {
  return at.slice(at.lastIndexOf(".") + 1);
}

/** The schema says which column separates tenants; without one, names that mean nothing else. */
function isTenant(name: string, project: Project): boolean {
  const { columns } = project.tenant;
  if (columns.length === 0) return TENANT_NAMES.test(name);
  const plain = normalised(name);
  return columns.some(
    column =>
      column.strength === "tenant" &&
      [column.name, ...column.fields].some(one => normalised(one) === plain || `${normalised(one)}id` === plain),
  );
}

const normalised = (name: string): string => name.replaceAll("_", "").toLowerCase();

/** A counted limit stands before it in the same function. */
function isLimited(record: EnqueueRecord, file: FileSummary, project: Project): boolean {
  const body = Bodies.of(project).of(file, record.functionId);
  const step = body?.record.steps.find(one => one.place.start === record.place.start);
  if (!body || !step) return false;
  return before(step, body.record).some(earlier => COUNTED_LIMIT.test(earlier.text));
}

const isSimple = (value: string): boolean => /^[\w.]+$/u.test(value);
