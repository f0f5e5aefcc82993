import assert from "node:assert/strict";
import type { Retry } from "../../../rules/concepts/retry/index.ts";
import { retriesOf } from "./retries.ts";

const PYTHON = `
import asyncio
import time
import requests
from tenacity import retry, stop_after_attempt, wait_fixed

`;
const TYPESCRIPT = `
import pRetry from "p-retry";
import { db } from "./db";
const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
`;

/** "loop by get, waits some, jitter absent, remote" */
function shown(retry: Retry): string {
  const within = retry.functionId === "" ? "" : ` in ${retry.functionId}`;
  const body = retry.body?.functionId === undefined ? "" : ` of ${retry.body.functionId}`;
  const traits = [retry.refused && "refused", retry.lostRace && "lost race", retry.reconnects && "reconnects"].filter(
    Boolean,
  );
  const calls = retry.attempts.is === "absent" ? "for ever" : retry.calls === undefined ? "some" : String(retry.calls);
  return [
    `${retry.kind}${within}${body}`,
    calls,
    `waits ${retry.waits}`,
    `jitter ${retry.jitter}`,
    retry.reach,
    ...traits,
  ].join(", ");
}

const python = (source: string) => retriesOf({ "shop/job.py": PYTHON + source }).map(shown);
const typescript = (source: string) => retriesOf({ "src/job.ts": TYPESCRIPT + source }).map(shown);

const CASES: [string, () => string[], string[]][] = [
  [
    "a loop that catches",
    () =>
      python(
        `def f(u):\n    for n in range(3):\n        try:\n            return requests.get(u)\n        except OSError:\n            time.sleep(2)\n`,
      ),
    ["loop in f, 3, waits some, jitter absent, remote"],
  ],
  [
    "a loop that catches and does not wait",
    () =>
      python(
        `def f(u):\n    for n in range(3):\n        try:\n            return requests.get(u)\n        except OSError:\n            continue\n`,
      ),
    ["loop in f, 3, waits none, jitter absent, remote"],
  ],
  [
    "a loop that continues after a refusal",
    () =>
      python(
        `def f(u):\n    while True:\n        r = requests.get(u)\n        if r.status_code == 429:\n            time.sleep(2)\n            continue\n        return r\n`,
      ),
    ["loop in f, for ever, waits some, jitter absent, remote, refused"],
  ],
  [
    "a flag in the head",
    () =>
      python(
        `def f(u):\n    done = False\n    while not done:\n        try:\n            requests.get(u)\n            done = True\n        except OSError:\n            time.sleep(2)\n`,
      ),
    ["loop in f, for ever, waits some, jitter absent, remote"],
  ],
  [
    "a poll",
    () => python(`def f(job):\n    while not job.finished:\n        time.sleep(1)\n        job.refresh()\n`),
    ["poll in f, for ever, waits some, jitter absent, unknown"],
  ],
  [
    "a lost race",
    () =>
      python(
        `def f(db, make):\n    while True:\n        try:\n            return db.insert(make())\n        except IntegrityError:\n            continue\n`,
      ),
    ["loop in f, for ever, waits none, jitter absent, unknown, lost race"],
  ],
  [
    "a time-out around the loop",
    () =>
      python(
        `async def f(u, s):\n    async with asyncio.timeout(30):\n        while True:\n            try:\n                return await s.load(u)\n            except OSError:\n                await asyncio.sleep(1)\n`,
      ),
    ["loop in f, some, waits some, jitter absent, unknown"],
  ],
  [
    "a decorator",
    () => python(`@retry(stop=stop_after_attempt(4), wait=wait_fixed(2))\ndef f(u):\n    return requests.get(u)\n`),
    ["call in f of f, 4, waits some, jitter absent, remote"],
  ],
  [
    "a bare decorator",
    () => python(`@retry\ndef f(u):\n    return requests.get(u)\n`),
    ["call in f of f, for ever, waits none, jitter absent, remote"],
  ],
  [
    "the next page in every turn",
    () =>
      python(
        `def f(s, u):\n    cursor = None\n    while True:\n        page = s.get(u, cursor)\n        cursor = page.next\n        if not cursor:\n            return\n        time.sleep(1)\n`,
      ),
    [],
  ],
  [
    "an item in every turn",
    () =>
      python(
        `def f(urls):\n    for u in urls:\n        try:\n            return requests.get(u)\n        except OSError:\n            continue\n`,
      ),
    [],
  ],
  [
    "an index in every turn",
    () =>
      typescript(
        `export async function f(urls: string[]) {\n  for (let i = 0; i < urls.length; i++) {\n    try { return await fetch(urls[i]!); } catch { continue; }\n  }\n}\n`,
      ),
    [],
  ],
  [
    "a recursion with a counter",
    () =>
      typescript(
        `export async function f(u: string, tries = 0): Promise<Response> {\n  try { return await fetch(u); } catch (e) {\n    if (tries >= 3) throw e;\n    await sleep(1000);\n    return f(u, tries + 1);\n  }\n}\n`,
      ),
    ["loop in f of f, 4, waits some, jitter absent, remote"],
  ],
  [
    "a recursion over data",
    () =>
      typescript(
        `export function f(error: { cause?: unknown }): string {\n  if (error.cause) return f(error.cause as never);\n  return String(error);\n}\n`,
      ),
    [],
  ],
  [
    "a callback that waits itself",
    () =>
      typescript(
        `export const f = (u: string) => pRetry(() => fetch(u), { retries: 2, minTimeout: 0, onFailedAttempt: () => sleep(500) });\n`,
      ),
    ["call in f of f.@", "3, waits unknown"],
  ],
  [
    "an attempt that asks the database",
    () =>
      typescript(
        `export async function f(id: string) {\n  for (let n = 0; n < 3; n++) {\n    try { return await db.row.find(id); } catch { await sleep(50 * 2 ** n * Math.random()); }\n  }\n}\n`,
      ),
    ["loop in f, 3, waits some, jitter known, unknown"],
  ],
];

describe("a home-made retry", () => {
  for (const [name, read, expected] of CASES)
    it(name, () => {
      const found = read();
      if (expected.length < 2) return assert.deepEqual(found, expected);
      for (const part of expected) assert.ok(found[0]?.includes(part), `${found[0]} has no ${part}`);
    });
});
