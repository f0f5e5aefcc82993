/**
 * A made-up product of any size, the same for the same seed: packages of a web application, a Python worker, migrations,
 * and the bulk that holds nothing to find (components, types, translations), in the proportions of real repositories.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

export interface WorkspaceOptions {
  files: number;
  seed: number;
}

const NOUNS = ["invoice", "lead", "order", "site", "member", "report", "ticket", "visit", "contract", "payout"];
const VERBS = ["sync", "export", "notify", "archive", "enrich", "score", "import", "merge", "price", "route"];
const PER_PACKAGE = 50;

/** Writes the workspace into an empty folder. */
export function writeWorkspace(root: string, { files, seed }: WorkspaceOptions): void {
  const random = xoroshiro128plus(seed);
  const upTo = (most: number) => uniformInt(random, 0, most - 1);
  const pick = <T>(values: readonly T[]): T => values[upTo(values.length)]!;
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write("package.json", manifest);
  write("pyproject.toml", pyproject);
  write("tsconfig.json", `{ "compilerOptions": { "strict": true, "paths": { "@/*": ["./*"] } } }\n`);
  write("lib/supabase.ts", adminClient);
  write("lib/http.ts", httpClient);
  write("worker/__init__.py", "");
  write("worker/celery_app.py", celeryApp);
  for (const [index, noun] of NOUNS.entries())
    write(`supabase/migrations/2026010${index}000000_${noun}s.sql`, migration(noun));
  for (let index = 0; index < files; index++) {
    const [noun, verb, part] = [pick(NOUNS), pick(VERBS), `part${Math.floor(index / PER_PACKAGE)}`];
    const name = `${verb}-${noun}-${index}`;
    const size = 2 + upTo(8);
    const share = upTo(100);
    if (share < 40) write(`web/components/${part}/${name}.tsx`, component(noun, verb, size));
    else if (share < 60) write(`web/lib/${part}/${name}.ts`, types(noun, size * 4));
    else if (share < 75) write(`web/app/api/${part}/${name}/route.ts`, routeHandler(noun, size));
    else if (share < 82) write(`web/jobs/${part}/${name}.ts`, job(noun, verb));
    else if (share < 92) write(`worker/${part}/${name.replaceAll("-", "_")}.py`, pythonService(noun, size));
    else write(`worker/${part}/${name.replaceAll("-", "_")}_task.py`, pythonTask(noun, verb));
  }
}

/** A file of about `lines` lines with findings in it, in which a benchmark types. */
export function largeTypeScript(lines: number): string {
  const parts = [`import { admin } from "@/lib/supabase";\nimport { post } from "@/lib/http";\n`];
  for (let part = 0; countLines(parts) < lines; part++)
    parts.push(part % 10 === 9 ? retryFunction(part) : plainFunction(part));
  return parts.join("\n");
}

export function largePython(lines: number): string {
  const parts = [`import requests\n\nfrom worker.celery_app import app\n\n`];
  for (let part = 0; countLines(parts) < lines; part++)
    parts.push(part % 10 === 9 ? pythonRetry(part) : pythonPlain(part));
  return parts.join("\n");
}

function countLines(parts: readonly string[]): number {
  return parts.join("\n").split("\n").length;
}

const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1);
const times = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i)).join("\n");

const manifest = `{
  "name": "product",
  "private": true,
  "dependencies": { "@supabase/supabase-js": "2.109.0", "bullmq": "6.7.0", "next": "16.0.0", "react": "19.2.0" }
}
`;

const pyproject = `[project]
name = "product-worker"
version = "1.0.0"
dependencies = ["celery==5.6.3", "requests==2.34.2", "sqlalchemy==2.1.1"]
`;

const adminClient = `import { createClient } from "@supabase/supabase-js";

export const admin = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);
`;

const httpClient = `export async function post(url: string, body: unknown): Promise<Response> {
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body), signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(\`\${url} answered \${response.status}\`);
  return response;
}
`;

const celeryApp = `from celery import Celery

app = Celery("product", broker="redis://localhost:6379/0")
app.conf.update(task_acks_late=True, task_time_limit=300)
`;

function migration(noun: string): string {
  return `create table public.${noun}s (
  id uuid primary key default gen_random_uuid(),
  site_id uuid not null references public.sites (id) on delete cascade,
  title text not null,
  status text not null default 'new',
  created_at timestamptz not null default now()
);
alter table public.${noun}s enable row level security;
create policy "${noun}s of own site" on public.${noun}s for select using (site_id = (auth.jwt() ->> 'site_id')::uuid);
create index ${noun}s_site_id on public.${noun}s (site_id);
`;
}

function component(noun: string, verb: string, size: number): string {
  const name = `${capital(verb)}${capital(noun)}`;
  return `import { useMemo, useState } from "react";

interface ${name}Props {
  items: { id: string; title: string; amount: number; status: "new" | "done" | "late" }[];
  onSelect(id: string): void;
}

export function ${name}List({ items, onSelect }: ${name}Props) {
  const [query, setQuery] = useState("");
  const shown = useMemo(() => items.filter(item => item.title.toLowerCase().includes(query.toLowerCase())), [items, query]);
  const total = shown.reduce((sum, item) => sum + item.amount, 0);
  return (
    <section className="flex flex-col gap-4 rounded-lg border p-6">
      <input value={query} onChange={event => setQuery(event.target.value)} placeholder="Search ${noun}s" />
${times(size, index => `      <p className="text-sm text-gray-${(index % 9) + 1}00">{shown.length > ${index} ? shown[${index}].title : "none"}</p>`)}
      <ul>
        {shown.map(item => (
          <li key={item.id} onClick={() => onSelect(item.id)} aria-current={item.status === "done"}>
            {item.title} <span>{item.amount.toFixed(2)}</span>
          </li>
        ))}
      </ul>
      <footer>{total.toLocaleString("en")}</footer>
    </section>
  );
}
`;
}

function types(noun: string, size: number): string {
  const name = capital(noun);
  return `export interface ${name} {
  id: string;
  siteId: string;
${times(size, index => `  field${index}: ${["string", "number", "boolean", "Date | undefined"][index % 4]};`)}
}

export function is${name}Complete(value: Partial<${name}>): value is ${name} {
  return value.id !== undefined && value.siteId !== undefined;
}

export const ${noun}Labels: Record<keyof ${name}, string> = {
  id: "Number",
  siteId: "Site",
${times(size, index => `  field${index}: "Field ${index} of the ${noun}",`)}
};
`;
}

function routeHandler(noun: string, size: number): string {
  return `import { admin } from "@/lib/supabase";

export async function GET(request: Request) {
  const url = new URL(request.url);
  const siteId = request.headers.get("x-verified-site");
  const { data, error } = await admin
    .from("${noun}s")
    .select("id, title, status, created_at")
    .eq("site_id", siteId)
    .order("created_at", { ascending: false })
    .range(0, Number(url.searchParams.get("limit") ?? 50));
  if (error) return Response.json({ error: error.message }, { status: 500 });
  const counts = new Map<string, number>();
  for (const row of data) counts.set(row.status, (counts.get(row.status) ?? 0) + 1);
${times(size, index => `  if (counts.size > ${index + 2}) console.info("more than ${index + 2} states", siteId);`)}
  return Response.json({ rows: data, counts: Object.fromEntries(counts) });
}
`;
}

function job(noun: string, verb: string): string {
  return `import { Worker } from "bullmq";
import { admin } from "@/lib/supabase";
import { post } from "@/lib/http";

export const ${verb}${capital(noun)} = new Worker("${verb}-${noun}", async job => {
  const { data } = await admin.from("${noun}s").select("*").eq("id", job.data.id).eq("site_id", job.data.siteId).single();
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      await post("https://api.example.com/${noun}s", data);
      return;
    } catch (error) {
      if (attempt === 4) throw error;
      await new Promise(resolve => setTimeout(resolve, Math.min(1000 * 2 ** attempt, 30_000) * Math.random()));
    }
  }
});
`;
}

function pythonService(noun: string, size: number): string {
  return `from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass
class ${capital(noun)}:
    id: str
    site_id: str
    amount: float = 0.0
    tags: list[str] = field(default_factory=list)
    created_at: datetime | None = None

    def is_late(self, now: datetime) -> bool:
        return self.created_at is not None and now - self.created_at > timedelta(days=30)


${times(
  size,
  index => `def total_${index}(items: list[${capital(noun)}], minimum: float = ${index}.5) -> dict[str, float]:
    totals: dict[str, float] = {}
    for item in items:
        if item.amount < minimum or "hidden" in item.tags:
            continue
        totals[item.site_id] = totals.get(item.site_id, 0.0) + item.amount
    return {site: round(total, 2) for site, total in sorted(totals.items())}

`,
)}`;
}

function pythonTask(noun: string, verb: string): string {
  return `import requests

from worker.celery_app import app


@app.task(bind=True, autoretry_for=(requests.ConnectionError,), retry_backoff=True, retry_backoff_max=300, max_retries=5)
def ${verb}_${noun}(self, site_id: str, ${noun}_id: str) -> None:
    response = requests.get(f"https://api.example.com/{site_id}/${noun}s/{${noun}_id}", timeout=10)
    response.raise_for_status()
    payload = response.json()
    if payload["status"] == "done":
        return
    requests.put(f"https://crm.example.com/${noun}s/{${noun}_id}", json=payload, timeout=10).raise_for_status()
`;
}

function plainFunction(part: number): string {
  return `export async function loadPart${part}(siteId: string, limit = ${part + 10}) {
  const { data, error } = await admin.from("leads").select("id, title").eq("site_id", siteId).limit(limit);
  if (error) throw error;
  const titles = data.map(row => row.title.trim()).filter(title => title.length > ${part % 7});
  const groups = new Map<string, string[]>();
  for (const title of titles) groups.set(title[0] ?? "", [...(groups.get(title[0] ?? "") ?? []), title]);
  return { siteId, count: titles.length, groups };
}
`;
}

function retryFunction(part: number): string {
  return `export async function deliverPart${part}(url: string, body: unknown) {
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      return await post(url, body);
    } catch (error) {
      if (attempt === 19) throw error;
      await new Promise(resolve => setTimeout(resolve, 1000 * 2 ** attempt));
    }
  }
}
`;
}

function pythonPlain(part: number): string {
  return `def summarise_part_${part}(rows: list[dict], limit: int = ${part + 10}) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows[:limit]:
        key = row.get("status", "none").strip().lower()
        if not key or key in {"hidden", "deleted"}:
            continue
        counts[key] = counts.get(key, 0) + 1
    return counts

`;
}

function pythonRetry(part: number): string {
  return `@app.task(bind=True, max_retries=20)
def push_part_${part}(self, lead_id: str) -> None:
    try:
        response = requests.put(f"https://crm.example.com/leads/{lead_id}", json={"part": ${part}}, timeout=10)
        response.raise_for_status()
    except requests.RequestException as error:
        raise self.retry(exc=error, countdown=60 * 2**self.request.retries)

`;
}
