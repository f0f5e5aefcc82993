/** What deployment files say of where the code runs: in one process, in several, or in short-lived ones. */
import { isMap, isScalar, parseDocument } from "yaml";
import type { Pair, YAMLMap } from "yaml";
import { LineIndex } from "../../ir/lines.ts";
import type { ManifestRecord } from "../../project/summary.ts";
import { placeIn } from "../../semantics/place.ts";

type Fact = ManifestRecord["deployment"][number];

/** Servers that start several processes, with the option that says how many. Options' meaning: each tool's `--help`. */
const PROCESS_OPTIONS: readonly (readonly [RegExp, RegExp])[] = [
  [/\bgunicorn\b/u, /(?:\s-w\s*|\s--workers[= ])(\d+)/u],
  [/\b(?:uvicorn|granian|fastapi\s+run)\b/u, /\s--workers[= ](\d+)/u],
  [/\bhypercorn\b/u, /(?:\s-w\s*|\s--workers[= ])(\d+)/u],
  [/\bpm2\b/u, /(?:\s-i\s*|\s--instances[= ])(\d+|max)/u],
  [/\bcelery\b.*\bworker\b/u, /(?:\s-c\s*|\s--concurrency[= ])(\d+)/u],
  [/\buwsgi\b/u, /(?:\s-p\s*|\s--processes[= ])(\d+)/u],
];

const SERVERLESS_COMMANDS =
  /\b(?:wrangler\s+(?:deploy|publish)|vercel(?:\s+deploy|\s+--prod)|serverless\s+deploy|sst\s+deploy|netlify\s+deploy)\b/u;

/** What a shell command says. `anchor` is text near which the command stands in the file. */
export function commandFacts(command: string, text: string, anchor: string): Fact[] {
  const at = Math.max(0, text.indexOf(anchor));
  const place = placeOf(text, at, at + anchor.length);
  const serverless = SERVERLESS_COMMANDS.exec(command)?.[0];
  const facts: Fact[] = serverless ? [{ kind: "serverless", why: serverless, place }] : [];
  for (const [server, option] of PROCESS_OPTIONS) {
    const [used, count] = server.test(command) ? (option.exec(command) ?? []) : [];
    if (used !== undefined && (count === "max" || Number(count) > 1)) {
      const program = server.exec(command)![0].split(/\s/u)[0]!;
      facts.push({ kind: "workers", why: `${program} ${used.trim()}`, place });
    }
  }
  return facts;
}

export function parseWrangler(text: string): Partial<ManifestRecord> {
  const key = /^\s*"?(?:main|name)"?\s*[=:].*$/mu.exec(text);
  const start = key ? key.index + key[0].search(/\S/u) : 0;
  return {
    deployment: [
      { kind: "serverless", why: "wrangler", place: placeOf(text, start, key ? key.index + key[0].length : 0) },
    ],
  };
}

export function parseVercel(text: string): Partial<ManifestRecord> {
  return {
    deployment: [{ kind: "serverless", why: "vercel.json", place: placeOf(text, 0, Math.min(1, text.length)) }],
  };
}

export function parseProcfile(text: string): Partial<ManifestRecord> {
  const lines = [...text.matchAll(/^([A-Za-z][\w-]*):[ \t]*(.+)$/gmu)];
  return { deployment: lines.flatMap(([line, , command]) => commandFacts(` ${command}`, text, line)) };
}

export function parseCompose(text: string): Partial<ManifestRecord> {
  const document = parseDocument(text, { logLevel: "silent" });
  const services = document.get("services");
  if (!isMap(services)) return {};
  return { deployment: services.items.flatMap(item => (isMap(item.value) ? serviceFacts(item.value, text) : [])) };
}

function serviceFacts(service: YAMLMap, text: string): Fact[] {
  const facts: Fact[] = [];
  const deploy = service.get("deploy");
  const counts = [isMap(deploy) ? pairOf(deploy, "replicas") : undefined, pairOf(service, "scale")];
  for (const pair of counts) {
    const count = isScalar(pair?.value) ? Number(pair.value.value) : 0;
    const [start, end] = rangeOf(pair);
    if (pair && count > 1)
      facts.push({ kind: "replicas", why: text.slice(start, end), place: placeOf(text, start, end) });
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
  return facts;
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find(item => isScalar(item.key) && item.key.value === key);
}

/** From the key to the end of the value. */
function rangeOf(pair: Pair | undefined): [number, number] {
  const key = pair?.key as { range?: number[] } | undefined;
  const value = pair?.value as { range?: number[] } | undefined;
  return [key?.range?.[0] ?? 0, value?.range?.[1] ?? key?.range?.[1] ?? 0];
}

function placeOf(text: string, start: number, end: number) {
  return placeIn(new LineIndex(text), { start, end });
}
