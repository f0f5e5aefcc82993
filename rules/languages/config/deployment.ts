/** What deployment files say of where the code runs: in one process, in several, or in short-lived ones. */
import { isMap, isScalar, parseDocument } from "yaml";
import type { Pair, YAMLMap } from "yaml";
import { LineIndex } from "../../ir/lines.ts";
import { folderOf, join } from "../../project/modules.ts";
import type { DeploymentFact, ManifestRecord } from "../../project/summary.ts";
import { boundedYaml, YAML_OPTIONS } from "./bounded-yaml.ts";
import { placeIn } from "../../semantics/place.ts";

/** A number as written in a command: `4`, `${WORKERS:-4}`, one for each processor. */
const COUNT = String.raw`["']?(\d+|\$\{\w+:-\d+\}|max|\$\(+[^)]{0,60}nproc\b)`;
const optionOf = (...spellings: string[]) => new RegExp(`(?:${spellings.join("|")})${COUNT}`, "u");

/** Servers that start several processes, with the option that says how many. Options' meaning: each tool's `--help`. */
const PROCESS_OPTIONS: readonly (readonly [RegExp, RegExp])[] = [
  [/\bgunicorn\b/u, optionOf(String.raw`\s-w[= ]*`, String.raw`\s--workers[= ]`)],
  [/\b(?:uvicorn|granian|fastapi\s+run)\b/u, optionOf(String.raw`\s--workers[= ]`)],
  [/\bhypercorn\b/u, optionOf(String.raw`\s-w[= ]*`, String.raw`\s--workers[= ]`)],
  [/\bpm2(?:-runtime)?\b/u, optionOf(String.raw`\s-i[= ]*`, String.raw`\s--instances[= ]`)],
  [/\bcelery\b(?:(?!\bcelery\b).)*\bworker\b/u, optionOf(String.raw`\s-c[= ]*`, String.raw`\s--concurrency[= ]`)],
  [/\buwsgi\b/u, optionOf(String.raw`\s-p[= ]*`, String.raw`\s--processes[= ]`)],
];

/** Source: celery 5.6.3 bin/worker.py `--time-limit`, `--soft-time-limit`. */
const TASK_LIMIT =
  /\bcelery\b[^\n]{0,300}?\bworker\b(?:[^\n]|\\\r?\n|\n\s*-){0,400}?\s["']?(--(?:soft-)?time-limit)[= "',]+(\d+)/u;

/** The time that a worker's command line leaves a task, wherever the command stands in the file. */
export function taskLimitIn(text: string): Pick<ManifestRecord, "taskLimit"> {
  const found = text.includes("time-limit") ? TASK_LIMIT.exec(text) : null;
  if (!found) return {};
  const at = found.index + found[0].lastIndexOf(found[1]!);
  const place = placeOf(text, at, found.index + found[0].length);
  return { taskLimit: { seconds: Number(found[2]), place } };
}

const SERVERLESS_COMMANDS =
  /\b(?:wrangler\s+(?:deploy|publish)|vercel(?:\s+deploy|\s+--prod)|serverless\s+deploy|sst\s+deploy|netlify\s+deploy)\b/u;
const PLATFORMS: Record<string, string> = { wrangler: "cloudflare", vercel: "vercel", netlify: "netlify" };

/** Cloud Run starts up to 100 instances unless it is told otherwise. Source: Cloud Run docs, "Maximum number of instances". */
const CLOUD_RUN = /\bgcloud\b(?:\s+(?:alpha|beta))?\s+run\s+deploy\b/u;
const CLOUD_RUN_MAX = /--max(?:-instances)?[= ](\d+)/u;
const CLOUD_RUN_DEFAULT = 100;

/** The module that a command starts: `uvicorn backend.main:app`, `python -m worker.run`. */
export function startedModule(command: string): string | undefined {
  return (
    /\b(?:uvicorn|gunicorn|hypercorn|granian)\b[^&|;]{0,200}?\s([A-Za-z_][\w.]{0,100}):\w+/u.exec(command)?.[1] ??
    /\bpython\d*\s+-m\s+([A-Za-z_][\w.]*)/u.exec(command)?.[1]
  );
}

/** What a shell command says. `anchor` is text near which the command stands in the file. */
export function commandFacts(command: string, text: string, anchor: string): DeploymentFact[] {
  const facts = factsIn(command);
  if (facts.length === 0) return [];
  const at = Math.max(0, text.indexOf(anchor));
  const place = placeOf(text, at, at + anchor.length);
  return facts.map(fact => ({ ...fact, place }));
}

type Fact = Omit<DeploymentFact, "place">;

function factsIn(command: string): Fact[] {
  const serverless = SERVERLESS_COMMANDS.exec(command)?.[0];
  const platform = PLATFORMS[serverless?.split(/\s/u)[0] ?? ""];
  const facts: Fact[] = serverless ? [{ kind: "serverless", why: serverless, ...(platform ? { platform } : {}) }] : [];
  if (CLOUD_RUN.test(command)) facts.push(...cloudRun(CLOUD_RUN_MAX.exec(command)?.[1]));
  for (const [server, option] of PROCESS_OPTIONS) {
    const [used, given] = server.test(command) ? (option.exec(command) ?? []) : [];
    const count = given === undefined ? 0 : Number(/\d+/u.exec(given)?.[0] ?? Infinity);
    if (used === undefined || count < 2) continue;
    const program = server.exec(command)![0].split(/\s/u)[0]!;
    const why = `${program} ${used.trim()}`;
    facts.push({ kind: "workers", why, ...(count < Infinity ? { count } : {}) });
  }
  const concurrency = Number(/\bWEB_CONCURRENCY[= ]["']?(\d+)/u.exec(command)?.[1] ?? 0);
  if (concurrency > 1) facts.push({ kind: "workers", why: `WEB_CONCURRENCY=${concurrency}`, count: concurrency });
  return facts;
}

function cloudRun(most: string | undefined): Fact[] {
  const count = Number(most ?? CLOUD_RUN_DEFAULT);
  const why = most === undefined ? "gcloud run deploy" : `--max-instances=${most}`;
  return count > 1 ? [{ kind: "replicas", why, count, platform: "cloud-run" }] : [];
}

export function parseWrangler(text: string): Partial<ManifestRecord> {
  const key = /^[ \t]*"?(?:main|name)"?\s*[=:].*$/mu.exec(text);
  const start = key ? key.index + key[0].search(/\S/u) : 0;
  const place = placeOf(text, start, key ? key.index + key[0].length : 0);
  return { deployment: [{ kind: "serverless", why: "wrangler", place, platform: "cloudflare" }] };
}

export function parseVercel(text: string): Partial<ManifestRecord> {
  const place = placeOf(text, 0, Math.min(1, text.length));
  return { deployment: [{ kind: "serverless", why: "vercel.json", place, platform: "vercel" }] };
}

export function parseProcfile(text: string): Partial<ManifestRecord> {
  const lines = [...text.matchAll(/^([A-Za-z][\w-]*):[ \t]*(\S.*)$/gmu)];
  return { deployment: lines.flatMap(([line, , command]) => commandFacts(` ${command}`, text, line)) };
}

/** A script that starts or deploys the program. */
export function parseShell(text: string): Partial<ManifestRecord> {
  const joined = text.replaceAll(/\\\r?\n[ \t]*/gu, match => " ".repeat(match.length));
  const lines = joined.split(/\r?\n/u).filter(line => !/^\s*#/u.test(line));
  return {
    deployment: lines.flatMap(line => commandFacts(` ${line}`, joined, line)),
  };
}

export function parseCompose(text: string, path: string): Partial<ManifestRecord> {
  const document = parseDocument(boundedYaml(text), YAML_OPTIONS);
  const services = document.get("services");
  if (!isMap(services)) return {};
  const maps = services.items.map(item => item.value).filter(value => isMap(value));
  return {
    deployment: maps.flatMap(service => serviceFacts(service, text, path)),
    starts: maps.flatMap(service => {
      const build = pairOf(service, "build");
      const folder = contextOf(service, path);
      return build && folder !== undefined ? [{ place: placeOf(text, ...rangeOf(build)), folder }] : [];
    }),
  };
}

function serviceFacts(service: YAMLMap, text: string, path: string): DeploymentFact[] {
  const facts: DeploymentFact[] = [];
  const deploy = service.get("deploy");
  const counts = [isMap(deploy) ? pairOf(deploy, "replicas") : undefined, pairOf(service, "scale")];
  for (const pair of counts) {
    const count = countOf(isScalar(pair?.value) ? pair.value.value : 0);
    const [start, end] = rangeOf(pair);
    // Copies of what no port leads to may be workers that answer nobody.
    const serves = ["ports", "expose", "labels"].some(key => service.has(key));
    if (pair && count > 1)
      facts.push({
        kind: "replicas",
        why: text.slice(start, end),
        place: placeOf(text, start, end),
        count,
        ...(serves ? {} : { likely: true as const }),
      });
  }
  for (const key of ["command", "entrypoint"]) {
    const pair = pairOf(service, key);
    const [start, end] = rangeOf(pair);
    // A list of words reads like the command once its punctuation is gone.
    if (pair)
      facts.push(
        ...commandFacts(
          ` ${text.slice(start, end).replaceAll(/[\s,"'[\]]+(?:-\s)?/gu, " ")}`,
          text,
          text.slice(start, end),
        ),
      );
  }
  const folder = contextOf(service, path);
  return folder === undefined ? facts : facts.map(fact => ({ ...fact, folder }));
}

/** `3`, `"3"`, `${REPLICAS:-3}`. */
export function countOf(value: unknown): number {
  return Number(/^\D*?(\d+)\}?$/u.exec(String(value))?.[1] ?? 0);
}

/** The folder that a service is built from. */
function contextOf(service: YAMLMap, path: string): string | undefined {
  const build = service.get("build");
  const context = isMap(build) ? build.get("context") : build;
  return typeof context === "string" && !context.includes("${") ? join(folderOf(path), context) : undefined;
}

export function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find(item => isScalar(item.key) && item.key.value === key);
}

/** From the key to the end of the value. */
export function rangeOf(pair: Pair | undefined): [number, number] {
  const key = pair?.key as { range?: number[] } | undefined;
  const value = pair?.value as { range?: number[] } | undefined;
  return [key?.range?.[0] ?? 0, value?.range?.[1] ?? key?.range?.[1] ?? 0];
}

export function placeOf(text: string, start: number, end: number) {
  return placeIn(new LineIndex(text), { start, end });
}
