/** Files of platforms and orchestrators that say how many copies of the program run. */
import * as l10n from "@vscode/l10n";
import { isMap, isScalar, isSeq, parseAllDocuments } from "yaml";
import type { Pair, YAMLMap } from "yaml";
import { parse } from "smol-toml";
import type { DeploymentFact, ManifestRecord } from "../../project/summary.ts";
import { commandFacts, countOf, pairOf, placeOf, rangeOf, startedModule } from "./deployment.ts";
import { objectOf } from "./json-values.ts";
import { boundedYaml, YAML_OPTIONS } from "./bounded-yaml.ts";
import type { Json } from "./json-values.ts";

/** Kinds of Kubernetes whose `replicas` run the program. */
const WORKLOADS = new Set(["Deployment", "StatefulSet", "ReplicaSet", "Rollout"]);
/** Cloud Run and App Engine start several instances unless the file says otherwise. Source: Cloud Run docs, "Maximum number of instances"; App Engine docs, app.yaml. */
const scalesByItself = () => l10n.t("scales out by itself");

/** `CMD`, `ENTRYPOINT` and `ENV` of the last stage. */
export function parseDockerfile(text: string): Partial<ManifestRecord> {
  const from = Math.max(0, text.lastIndexOf("\nFROM "));
  const lines = [...text.slice(from).matchAll(/^[ \t]*(?:CMD|ENTRYPOINT|ENV)[ \t](?:.*\\\r?\n)*.*$/gimu)];
  const place = placeOf(text, from === 0 ? 0 : from + 1, text.indexOf("\n", from + 1) + 1 || text.length);
  return {
    deployment: lines.flatMap(([line]) => commandFacts(` ${line.replaceAll(/[\s,"'[\]\\]+/gu, " ")}`, text, line)),
    starts: [{ place }],
  };
}

/** Any YAML of a folder of deployments: Kubernetes, Knative, Helm values, App Engine, Serverless, SAM, Render, Cloud Build. */
export function parsePlatformYaml(text: string, path: string): Partial<ManifestRecord> {
  const name = path.slice(path.lastIndexOf("/") + 1);
  // Templates of Helm are no YAML before they are filled.
  if (text.includes("{{")) return {};
  const maps = parseAllDocuments(boundedYaml(text), YAML_OPTIONS)
    .map(document => ("contents" in document ? document.contents : undefined))
    .filter(contents => isMap(contents));
  const starts = /^render\.ya?ml$/u.test(name) ? maps.flatMap(map => renderStarts(map, text)) : [];
  return { deployment: maps.flatMap(map => yamlFacts(map, name, text)), ...(starts.length > 0 ? { starts } : {}) };
}

function yamlFacts(map: YAMLMap, name: string, text: string): DeploymentFact[] {
  const kind = map.get("kind");
  const api = String(map.get("apiVersion") ?? "");
  if (kind === "Service" && api.startsWith("serving.knative.dev")) return knative(map, text);
  if (typeof kind === "string" && WORKLOADS.has(kind)) return counted(map, ["spec", "replicas"], text);
  if (kind === "HorizontalPodAutoscaler") return counted(map, ["spec", "maxReplicas"], text);
  if (api !== "") return [];
  if (/^values[\w.-]*\.ya?ml$/u.test(name)) return helmValues(map, text);
  if (/^app[\w.-]*\.ya?ml$/u.test(name) && typeof map.get("runtime") === "string") return appEngine(map, text);
  if (/^serverless[\w.-]*\.ya?ml$/u.test(name) && map.has("provider")) return serverless("serverless.yml", map, text);
  if (String(map.get("Transform") ?? "").includes("Serverless")) return serverless("AWS::Serverless", map, text);
  if (/^render\.ya?ml$/u.test(name)) return render(map, text);
  if (isSeq(map.get("steps"))) return steps(map, text);
  return [];
}

function serverless(why: string, map: YAMLMap, text: string): DeploymentFact[] {
  const [start, end] = rangeOf(map.items[0]);
  return [{ kind: "serverless", why, place: placeOf(text, start, Math.min(end, start + 80)), platform: "lambda" }];
}

function counted(map: YAMLMap, keys: string[], text: string, platform?: string): DeploymentFact[] {
  const pair = deepPair(map, keys);
  const count = countOf(isScalar(pair?.value) ? pair.value.value : 0);
  if (!pair || count < 2) return [];
  const [start, end] = rangeOf(pair);
  return [
    {
      kind: "replicas",
      why: text.slice(start, end),
      place: placeOf(text, start, end),
      count,
      ...(platform ? { platform } : {}),
    },
  ];
}

/** A Cloud Run service: `autoscaling.knative.dev/maxScale`, or more than one by default. */
function knative(map: YAMLMap, text: string): DeploymentFact[] {
  const keys = ["spec", "template", "metadata", "annotations", "autoscaling.knative.dev/maxScale"];
  if (deepPair(map, keys)) return counted(map, keys, text, "cloud-run");
  const [start, end] = rangeOf(pairOf(map, "kind"));
  return [{ kind: "replicas", why: scalesByItself(), place: placeOf(text, start, end), platform: "cloud-run" }];
}

function helmValues(map: YAMLMap, text: string): DeploymentFact[] {
  const facts: DeploymentFact[] = [];
  const autoscaling = map.get("autoscaling");
  if (isMap(autoscaling) && autoscaling.get("enabled") === true)
    facts.push(...counted(map, ["autoscaling", "maxReplicas"], text));
  facts.push(...counted(map, ["replicaCount"], text));
  return facts;
}

function appEngine(map: YAMLMap, text: string): DeploymentFact[] {
  const manual = deepPair(map, ["manual_scaling", "instances"]);
  if (manual) return counted(map, ["manual_scaling", "instances"], text, "app-engine");
  for (const scaling of ["automatic_scaling", "basic_scaling"]) {
    if (deepPair(map, [scaling, "max_instances"])) return counted(map, [scaling, "max_instances"], text, "app-engine");
  }
  const [start, end] = rangeOf(pairOf(map, "runtime"));
  return [{ kind: "replicas", why: scalesByItself(), place: placeOf(text, start, end), platform: "app-engine" }];
}

function renderServices(map: YAMLMap): YAMLMap[] {
  const services = map.get("services");
  return isSeq(services) ? services.items.filter(service => isMap(service)) : [];
}

function render(map: YAMLMap, text: string): DeploymentFact[] {
  return renderServices(map).flatMap(service => {
    const folder = service.get("rootDir");
    const command = pairOf(service, "startCommand");
    const [start, end] = rangeOf(command);
    const facts = [
      ...counted(service, ["numInstances"], text, "render"),
      ...counted(service, ["scaling", "maxInstances"], text, "render"),
      ...(command ? commandFacts(` ${text.slice(start, end)}`, text, text.slice(start, end)) : []),
    ];
    const module = startedModule(text.slice(start, end));
    return facts.map(fact => ({
      ...fact,
      ...(typeof folder === "string" ? { folder } : {}),
      ...(module === undefined ? {} : { module }),
    }));
  });
}

/** A service of Render is one instance unless the file says otherwise. Source: Render docs, Blueprint reference (numInstances). */
function renderStarts(map: YAMLMap, text: string): NonNullable<ManifestRecord["starts"]> {
  return renderServices(map).flatMap(service => {
    const command = pairOf(service, "startCommand");
    if (!command) return [];
    const [start, end] = rangeOf(command);
    const folder = service.get("rootDir");
    const module = startedModule(text.slice(start, end));
    return [
      {
        place: placeOf(text, start, end),
        platform: "render",
        ...(typeof folder === "string" ? { folder } : {}),
        ...(module === undefined ? {} : { module }),
      },
    ];
  });
}

/** Steps of Cloud Build: the arguments of a step read like a command. */
function steps(map: YAMLMap, text: string): DeploymentFact[] {
  const list = map.get("steps");
  return (isSeq(list) ? list.items : []).flatMap(step => {
    const args = isMap(step) ? pairOf(step, "args") : undefined;
    if (!args || !isMap(step)) return [];
    const [start, end] = rangeOf(args);
    const program = [step.get("name"), step.get("entrypoint")].some(one => /gcloud|cloud-sdk/u.test(String(one)));
    const words = text.slice(start, end).replaceAll(/[\s,"'[\]]+(?:-\s)?/gu, " ");
    const command = program && !words.includes("gcloud ") ? ` gcloud ${words.replace("args: ", "")}` : ` ${words}`;
    return commandFacts(command, text, text.slice(start, Math.min(end, start + 60)));
  });
}

function deepPair(map: YAMLMap, keys: readonly string[]): Pair | undefined {
  let at: YAMLMap = map;
  for (const key of keys.slice(0, -1)) {
    const next = at.get(key);
    if (!isMap(next)) return undefined;
    at = next;
  }
  return pairOf(at, keys.at(-1)!);
}

/** `fly.toml`: a service gets two machines when it is first deployed. Source: Fly docs, "App availability and resiliency". */
export function parseFly(text: string): Partial<ManifestRecord> {
  const toml = parse(text) as Json;
  const service = objectOf(toml["http_service"]);
  const lists = Array.isArray(toml["services"]) ? (toml["services"] as Json[]) : [];
  const least = Math.max(0, ...[service, ...lists].map(one => Number(one["min_machines_running"] ?? 0)));
  const table = /^[ \t]*\[{1,2}(?:http_service|services)\]+/mu.exec(text);
  const written = /^[ \t]*min_machines_running\s*=\s*\d+/mu.exec(text);
  const starts = [{ place: placeOf(text, 0, Math.min(1, text.length)), platform: "fly" }];
  if (least > 1 && written) {
    const at = written.index + written[0].search(/\S/u);
    const place = placeOf(text, at, written.index + written[0].length);
    return {
      deployment: [{ kind: "replicas", why: written[0].trim(), place, count: least, platform: "fly" }],
      starts,
    };
  }
  // A volume belongs to one machine: an app with one is not doubled.
  if (!table || toml["mounts"] !== undefined) return { starts };
  const at = table.index + table[0].search(/\S/u);
  const place = placeOf(text, at, table.index + table[0].length);
  return {
    deployment: [{ kind: "replicas", why: "fly.toml", place, count: 2, platform: "fly", likely: true }],
    starts,
  };
}

export function parseRailway(text: string): Partial<ManifestRecord> {
  const found = /["']?numReplicas["']?\s*[=:]\s*(\d+)/u.exec(text);
  const count = Number(found?.[1] ?? 0);
  const starts = [{ place: placeOf(text, 0, Math.min(1, text.length)), platform: "railway" }];
  if (!found || count < 2) return { starts };
  const place = placeOf(text, found.index, found.index + found[0].length);
  return { deployment: [{ kind: "replicas", why: found[0], place, count, platform: "railway" }], starts };
}

export function parseNetlify(text: string): Partial<ManifestRecord> {
  const found = /^[ \t]*\[\[?(?:functions|edge_functions|plugins)\b/mu.exec(text);
  if (!found) return {};
  const at = found.index + found[0].search(/\S/u);
  const place = placeOf(text, at, found.index + found[0].length);
  return { deployment: [{ kind: "serverless", why: "netlify.toml", place, platform: "netlify" }] };
}
