/** Where a limiter counts, and whether everybody who is limited by it sees the same count. */
import * as l10n from "@vscode/l10n";
import { worded } from "../../libraries/phrase.ts";
import type { Place, Related } from "../../finding.ts";
import { DJANGO_CACHE, LIMITER_STORES } from "../../libraries/limiter-stores.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { isTestPath } from "../../project/test-code.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { type Deployment, deploymentOfUsers, type SeveralProcesses } from "../deployment/index.ts";
import { fullFallback } from "./full-fallback.ts";
import { isForeignPath } from "./places.ts";
import { containersIn } from "./recognise-container.ts";
import { cacheStoragesIn, libraryStoragesIn, storageWiringIn } from "./recognise-storage.ts";
import type { ContainerRecord, LibraryStorageRecord, StorageRecord, StorageWiring } from "./storage-record.ts";
import { usageOf } from "./usage.ts";

/** The counts of a limiter. */
export interface LimiterStorage extends ConceptNode {
  type: "LimiterStorage";
  name: string;
  place: Place;
  /** A library's own store, or a container that the code base counts in by itself. */
  known: "library" | "shape";
  /**
   * "process": in the memory of one process. "fallback": there too while the shared store is away, with the full limit.
   * "unknown": shared, a fallback that is tighter, or not to be told.
   */
  scope: "process" | "fallback" | "unknown";
  /** What holds the counts, in words. */
  store: string;
  /** What runs several processes; undefined when nothing says so. */
  several: SeveralProcesses | undefined;
  /** A file starts the code as one process too, so that the other way of running it is not the only one. */
  alone: boolean;
  story: Related[];
  repair?: StorageRepair;
}

/** How a library is given a store by keyword. */
export interface StorageRepair {
  insertAt: number;
  keyword: string;
  environment: string;
  importAt: number | undefined;
}

export interface LimiterStorageWiring extends ConceptNode {
  type: "LimiterStorageWiring";
}

const SCRIPT = /(?:^|\/)(?:scripts?|examples?|benchmarks?|cli|tools|management\/commands)\//u;

export const limiterStorage: ConceptKind<StorageRecord, LimiterStorage> = {
  name: "LimiterStorage",
  triggers: () => ["imit", "hrottl", "THROTTLE", "ttempt", "ucket", "429", "slow", "Auth"],
  recognise: (model: FileModel) => [...libraryStoragesIn(model), ...cacheStoragesIn(model), ...containersIn(model)],
  complete: (record, file, project): LimiterStorage => {
    const known = record.form === "container" ? ("shape" as const) : ("library" as const);
    const base = {
      type: "LimiterStorage" as const,
      start: record.start,
      end: record.end,
      name: record.name,
      place: record.place,
      known,
      store: storeOf(record),
    };
    const unknown = { ...base, scope: "unknown" as const, several: undefined, alone: false, story: [] };
    if (isTestPath(file.path) || isForeignPath(file.path) || SCRIPT.test(file.path)) return unknown;
    if (record.form === "container" && isFallbackOnly(record, file, project))
      return { ...unknown, ...standIn(record, file, project) };
    if (isShared(record, file, project)) return unknown;
    const names = record.form === "container" ? record.exported : [record.name];
    const deployment = deploymentOfUsers(file, names, project);
    return { ...base, scope: "process", ...running(deployment), ...repairOf(record) };
  },
};

/** Facts that no rule listens to. */
export const limiterStorageWiring: ConceptKind<StorageWiring, LimiterStorageWiring> = {
  name: "LimiterStorageWiring",
  // What is called when a shared store fails is no limiter by its own words.
  triggers: () => [],
  recognise: storageWiringIn,
  complete: record => ({ type: "LimiterStorageWiring", start: record.start, end: record.end }),
};

function storeOf(record: StorageRecord): string {
  switch (record.form) {
    case "library": {
      const row = LIMITER_STORES.find(one => one.title === record.title)!;
      return record.explicit && row.options.length > 0 ? l10n.t("given as memory") : worded(row.memory);
    }
    case "cache":
      return worded(DJANGO_CACHE.title);
    case "container":
      return `\`${record.container}\``;
  }
}

function isShared(record: StorageRecord, file: FileSummary, project: Project): boolean {
  switch (record.form) {
    case "library":
      return isSetElsewhere(record, project);
    case "cache":
      return wiringOf(project).some(one => one.what === "cache" && !one.memory);
    case "container":
      return !isUsed(record, file, project);
  }
}

/** Several processes that each allow the full limit while the shared store is away. */
function standIn(
  record: ContainerRecord,
  file: FileSummary,
  project: Project,
): Pick<LimiterStorage, "name" | "scope" | "several" | "story"> | undefined {
  const made = fullFallback(record, file, project);
  const { several, story } = running(deploymentOfUsers(file, record.exported, project));
  if (!made || !several) return undefined;
  const told = { ...made, message: l10n.t("The fallback is made with the same numbers as the limiter itself.") };
  return { name: record.unit, scope: "fallback", several, story: [told, ...story] };
}

function isSetElsewhere(record: LibraryStorageRecord, project: Project): boolean {
  const settings = LIMITER_STORES.find(one => one.title === record.title)?.settings ?? [];
  return !record.explicit && wiringOf(project).some(one => one.what === "setting" && settings.includes(one.name));
}

/** Every call of what counts, or every construction of the class, stands in a fallback. */
function isFallbackOnly(record: ContainerRecord, file: FileSummary, project: Project): boolean {
  const fallbacks = project.memo("limiter-storage/fallbacks", () => fallbackCalls(project));
  const isFallback = (path: string, start: number) => fallbacks.get(path)?.has(start) ?? false;
  const sites =
    record.kind === "function"
      ? record.counters
          .flatMap(id => project.callersOf(file, id))
          .map(site => [site.file.path, site.call.place.start] as const)
      : project
          .referencesTo(file, record.unit)
          .filter(site => site.reference.use === "call")
          .map(site => [site.file.path, site.reference.place.start] as const);
  const outside = sites.filter(([path]) => !isTestPath(path));
  return outside.length > 0 && outside.every(([path, start]) => isFallback(path, start));
}

function isUsed(record: ContainerRecord, file: FileSummary, project: Project): boolean {
  const name = record.unit.split(".")[0]!;
  const fn = file.functions.find(one => one.id === name);
  const isTop = record.kind !== "function" || fn !== undefined;
  if (!isTop || name.includes("@") || name === "") return true;
  if (fn && (fn.decorators.length > 0 || fn.passedTo.length > 0 || fn.exported)) return true;
  return usageOf(project).isLive(file, name) || project.callersOf(file, record.unit).length > 0;
}

function fallbackCalls(project: Project): Map<string, Set<number>> {
  const calls = new Map<string, Set<number>>();
  for (const file of project.filesWith("LimiterStorageWiring")) {
    const own = (file.concepts["LimiterStorageWiring"] as StorageWiring[]).filter(one => one.what === "fallback-call");
    if (own.length > 0) calls.set(file.path, new Set(own.map(one => one.start)));
  }
  return calls;
}

function wiringOf(project: Project): StorageWiring[] {
  return project.memo("limiter-storage/wiring", () =>
    project
      .filesWith("LimiterStorageWiring")
      .filter(file => !isTestPath(file.path))
      .flatMap(file => file.concepts["LimiterStorageWiring"] as StorageWiring[])
      .filter(one => one.what !== "fallback-call"),
  );
}

function running(deployment: Deployment): Pick<LimiterStorage, "several" | "alone" | "story"> {
  const several = deployment.several[0];
  const story = several?.place ? [{ ...several.place, message: l10n.t("Here more than one process is started.") }] : [];
  return { several, alone: deployment.single !== undefined, story };
}

function repairOf(record: StorageRecord): Pick<LimiterStorage, "repair"> {
  if (record.form !== "library" || record.insertAt === undefined) return {};
  const keyword = LIMITER_STORES.find(one => one.title === record.title)?.keyword;
  if (!keyword) return {};
  const { name, environment } = keyword;
  return { repair: { insertAt: record.insertAt, keyword: name, environment, importAt: record.importAt } };
}
