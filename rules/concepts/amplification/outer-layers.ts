/** What runs a retry's function again from outside: the platform that delivers it, and the queue that a job was put in. */
import * as l10n from "@vscode/l10n";
import { worded } from "../../libraries/phrase.ts";
import { PLATFORM_RETRIES, platformRetries } from "../../libraries/platform-retries.ts";
import type { FilePlace } from "../../finding.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import { Bodies } from "../task/bodies.ts";
import { deliveriesTo } from "../task/delivery/deliveries.ts";
import type { Delivery } from "../task/task.ts";
import type { Retry } from "../retry/retry.ts";
import type { AmplificationRecord, Layer } from "./amplification.ts";

const MAX_DEPTH = 4;
/** Their retries are Retry concepts of their own. */
const HAVE_OWN = new Set(["Celery", "BullMQ", "Bull"]);

/** The platform that runs the function around a retry again, found over its callers. */
export function platformAround(retry: Retry, project: Project): Layer | undefined {
  const file = project.file(retry.at.path);
  return file && above(file, retry.functionId, project, 0, new Set());
}

function above(
  file: FileSummary,
  functionId: string,
  project: Project,
  depth: number,
  seen: Set<string>,
): Layer | undefined {
  const key = `${file.path}\0${functionId}`;
  if (depth > MAX_DEPTH || seen.has(key) || functionId === "") return undefined;
  seen.add(key);
  for (const fn of file.functions.filter(one => one.id === functionId || functionId.startsWith(`${one.id}.`))) {
    const layer = delivered(file, fn.id, project);
    if (layer) return layer;
    for (const site of project.callersOf(file, fn.id)) {
      const found = site.call.caught ? undefined : above(site.file, site.caller.id, project, depth + 1, seen);
      if (found) return found;
    }
  }
  return undefined;
}

function delivered(file: FileSummary, functionId: string, project: Project): Layer | undefined {
  const bodies = Bodies.of(project);
  const body = bodies.of(file, functionId);
  for (const delivery of body ? deliveriesTo(body, bodies) : []) {
    if (!delivery.onFailure || delivery.inPlace || !delivery.proved || HAVE_OWN.has(delivery.platform)) continue;
    const layer = layerOfPlatform(delivery, file, project);
    if (layer) return layer;
  }
  return undefined;
}

function layerOfPlatform(delivery: Delivery, file: FileSummary, project: Project): Layer | undefined {
  const row = PLATFORM_RETRIES.find(one => worded(one.platform) === delivery.platform);
  const [reason] = delivery.reasons;
  if (!row || !reason) return undefined;
  const version = row.package === undefined ? undefined : project.versionOf(row.package, file)?.version;
  const retries = platformRetries(row, version);
  return {
    title: row.platform,
    ...(retries === "endless" ? {} : { attempts: retries + 1 }),
    at: reason.at as FilePlace,
    why: l10n.t("the default of {0}", row.platform),
  };
}

/** The function that the worker of the queue runs for a job with options of its own. */
export function workerOf(retry: Retry, project: Project): { file: FileSummary; value: FunctionRecord } | undefined {
  const file = project.file(retry.at.path);
  const job =
    file && recordOf(file)?.jobs.find(one => retry.at.start >= one.place.start && retry.at.end <= one.place.end);
  const name = job && queueName(job, file, project);
  if (name === undefined) return undefined;
  for (const other of project.files())
    for (const worker of recordOf(other)?.workers ?? []) {
      if (worker.name !== name) continue;
      const target =
        worker.functionId === undefined
          ? project.functionOf(worker.path, other)
          : wrap(
              other,
              other.functions.find(fn => fn.id === worker.functionId),
            );
      if (target) return target;
    }
  return undefined;
}

function wrap<T>(file: FileSummary, value: T | undefined): { file: FileSummary; value: T } | undefined {
  return value === undefined ? undefined : { file, value };
}

function queueName(job: AmplificationRecord["jobs"][number], file: FileSummary, project: Project): string | undefined {
  const { queue } = job;
  const first = queue && project.resolve({ ...queue, steps: queue.steps.slice(0, 1) }, file);
  if (first?.kind === "variable")
    return recordOf(first.file)?.queues.find(one => one.variable === first.value.name)?.name;
  const own = recordOf(file)?.queues ?? [];
  return own.length === 1 ? own[0]!.name : undefined;
}

function recordOf(file: FileSummary): AmplificationRecord | undefined {
  return ((file.concepts["Amplification"] ?? []) as AmplificationRecord[])[0];
}
