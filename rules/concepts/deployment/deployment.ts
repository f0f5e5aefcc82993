/**
 * How many processes run a piece of code, as far as the project says. A file of deployment speaks for its folder; the nearest
 * folder that says anything decides, so that a worker with a Dockerfile of its own is not judged by the web app beside it.
 */
import { worded } from "../../libraries/phrase.ts";
import type { FilePlace } from "../../finding.ts";
import {
  QUEUE_WORKER,
  SERVERLESS_FOLDERS,
  SERVERLESS_FRAMEWORK,
  SERVERLESS_PACKAGES,
} from "../../libraries/deployments.ts";
import { folderOf, join } from "../../project/modules.ts";
import type { Project } from "../../project/project.ts";
import type { DeploymentFact, FileSummary } from "../../project/summary.ts";
import { isTestPath } from "../../project/test-code.ts";
import type { ProcessRecord } from "./recognise.ts";

export interface Deployment {
  /** What starts several processes, the surest first; empty when nothing is known. */
  several: SeveralProcesses[];
  /** A file that starts the code as one process, or without a word on how many. */
  single: FilePlace | undefined;
  /** Platforms that the files name. */
  platforms: ReadonlySet<string>;
}

export interface SeveralProcesses extends Omit<DeploymentFact, "place" | "folder" | "module"> {
  place: FilePlace | undefined;
}

/** Whether these processes take work from a queue, and so serve no requests. */
export function runsQueue({ why }: Pick<DeploymentFact, "why">): boolean {
  return QUEUE_WORKER.test(why);
}

interface Spoken {
  folder: string;
  fact?: SeveralProcesses;
  single?: FilePlace;
  platform?: string;
  /** The fact speaks for this language only. */
  language?: FileSummary["language"];
}

/** Folders of files that speak for the folder above them. */
const DEPLOY_FOLDER =
  /^(?:\.?deploy(?:ment|ments)?|docker|k8s|kubernetes|kube|helm|charts?|infra|infrastructure|ops|devops|manifests|scripts|bin|\.github|workflows|config|build|prod(?:uction)?|staging|base|overlays|ci|gcp|aws|cloud-?run)$/u;
const LOCAL_FILE = /(?:^|[.\-_/])(?:dev|devcontainer|development|local|tests?|e2e|ci|cypress)(?:[.\-_/]|$)/u;
const MOST_SITES = 12;

export function deploymentOf(file: FileSummary, project: Project): Deployment {
  const all = project.memo("deployment/facts", () => spokenIn(project));
  const own = SERVERLESS_FOLDERS.find(one => one.folder.test(file.path));
  if (own) {
    const several = [{ kind: "serverless" as const, why: own.runs, platform: own.platform, place: undefined }];
    return { several, single: undefined, platforms: new Set([own.platform]) };
  }
  const speaking = all.filter(
    one =>
      (one.folder === "" || `${file.path}/`.startsWith(`${one.folder}/`)) &&
      (one.language === undefined || one.language === file.language),
  );
  const depth = Math.max(-1, ...speaking.map(one => one.folder.length));
  const nearest = speaking.filter(one => one.folder.length === depth);
  const several = nearest.flatMap(one => one.fact ?? []);
  return {
    several: several.toSorted((a, b) => rank(a) - rank(b)),
    single: nearest.find(one => one.single)?.single,
    platforms: new Set(nearest.flatMap(one => one.platform ?? [])),
  };
}

/** Of a file, or of the code that imports it when its own folder says nothing: a shared package runs where it is used. */
export function deploymentOfUsers(file: FileSummary, names: readonly string[], project: Project): Deployment {
  const own = deploymentOf(file, project);
  if (own.several.length > 0 || own.single) return own;
  const users = names.flatMap(name => project.referencesTo(file, name)).map(site => site.file);
  for (const user of [...new Set(users)].filter(one => !isTestPath(one.path)).slice(0, MOST_SITES)) {
    const found = deploymentOf(user, project);
    if (found.several.length > 0) return found;
  }
  return own;
}

/** Proved facts before habits; instances before processes of one host; workers of a queue serve no requests. */
function rank(fact: SeveralProcesses): number {
  return (
    (fact.likely ? 10 : 0) +
    (runsQueue(fact) ? 20 : 0) +
    (fact.kind === "replicas" ? 0 : fact.kind === "serverless" ? 1 : 2)
  );
}

function spokenIn(project: Project): Spoken[] {
  const spoken: Spoken[] = [];
  const running = new Set(project.filesWith("Deployment"));
  for (const file of project.files()) {
    if (isTestPath(file.path)) continue;
    if (file.manifest && !LOCAL_FILE.test(file.path)) spoken.push(...manifestFacts(file, project));
    for (const record of running.has(file) ? (file.concepts["Deployment"] as ProcessRecord[]) : []) {
      if (!record.fact) continue;
      const place = { ...record.fact.place, path: file.path };
      // A server's configuration speaks for the package that it lies in.
      const manifest = project.manifestsFor(file).find(one => Object.keys(one.manifest!.dependencies).length > 0);
      spoken.push({
        folder: manifest ? folderOf(manifest.path) : spokenFolder(file.path),
        fact: { ...record.fact, place },
      });
    }
  }
  const servers = new Set(spoken.filter(one => one.single).map(one => one.folder));
  for (const file of project.files()) {
    if (!file.manifest || file.path.endsWith("lock.json")) continue;
    spoken.push(...packageFacts(file, project, servers));
  }
  return spoken;
}

function manifestFacts(file: FileSummary, project: Project): Spoken[] {
  const spoken: Spoken[] = [];
  const inModule = (folder: string, module: string | undefined) => {
    const inner = module === undefined ? folder : join(folder, module.split(".").slice(0, -1).join("/"));
    return inner !== folder && [...project.files()].some(one => one.path.startsWith(`${inner}/`)) ? inner : folder;
  };
  for (const { folder, module, ...fact } of file.manifest!.deployment) {
    spoken.push({
      folder: inModule(folder ?? spokenFolder(file.path), module),
      fact: { ...fact, place: { ...fact.place, path: file.path } },
      ...(fact.platform === undefined ? {} : { platform: fact.platform }),
      // What the platform makes of a web project is its JavaScript.
      ...(fact.platform === "vercel" || fact.platform === "netlify" ? { language: "typescript" as const } : {}),
    });
  }
  for (const one of file.manifest!.starts ?? [])
    spoken.push({
      folder: inModule(one.folder ?? spokenFolder(file.path), one.module),
      single: { ...one.place, path: file.path },
      ...(one.platform === undefined ? {} : { platform: one.platform }),
    });
  return spoken;
}

/** Packages of a platform, and a framework that is at home on one unless it is built as a server of its own. */
function packageFacts(file: FileSummary, project: Project, servers: ReadonlySet<string>): Spoken[] {
  const dependencies = file.manifest!.dependencies;
  const folder = folderOf(file.path);
  const language = file.path.endsWith(".json") ? ("typescript" as const) : ("python" as const);
  const found = SERVERLESS_PACKAGES.find(one => dependencies[one.package] !== undefined);
  const fact = (why: string, platform?: string): Spoken => ({
    folder,
    language,
    fact: { kind: "serverless", why, place: undefined, likely: true, ...(platform ? { platform } : {}) },
    ...(platform ? { platform } : {}),
  });
  if (servers.has(folder)) return [];
  if (found) return [fact(found.runs, found.platform)];
  if (dependencies[SERVERLESS_FRAMEWORK.package] === undefined || isOwnServer(folder, project)) return [];
  return [fact(worded(SERVERLESS_FRAMEWORK.runs))];
}

function isOwnServer(folder: string, project: Project): boolean {
  return project
    .filesWith("Deployment")
    .some(
      file =>
        folderOf(file.path) === folder &&
        (file.concepts["Deployment"] as ProcessRecord[]).some(record => record.ownServer),
    );
}

/** Without the folders in which deployment files are kept. */
function spokenFolder(path: string): string {
  const parts = folderOf(path).split("/");
  while (parts.length > 0 && DEPLOY_FOLDER.test(parts.at(-1)!)) parts.pop();
  // `charts/shop/values.yaml` and `deploy/api/fly.toml` speak for what lies beside the folder.
  const kept = parts.findIndex(part => /^(?:charts|helm|deploy|deployments|k8s|infra)$/u.test(part));
  return (kept < 0 ? parts : parts.slice(0, kept)).join("/");
}
