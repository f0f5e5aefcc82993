import { api, type Job } from "./api";
import { db } from "./db";

const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

export async function upload(body: Blob): Promise<Response> {
  // expect: no-unbounded-retry/loop warning
  while (true) {
    try {
      return await fetch("https://files.example.com", { method: "PUT", body });
    } catch {
      await sleep(1000);
    }
  }
}

export async function render(job: Job): Promise<string> {
  // expect: no-unbounded-retry/poll warning
  for (;;) {
    const { status, url } = await api.renderings.get(job.id);
    if (status === "completed") return url;
    await sleep(3000);
  }
}

export async function send(payload: object): Promise<void> {
  const response = await fetch("https://hooks.example.com", { method: "POST", body: JSON.stringify(payload) });
  if (response.status === 503) {
    await sleep(2000);
    return send(payload); // expect: no-unbounded-retry/recursion warning
  }
}

export async function renderCounted(job: Job): Promise<string> {
  let attempts = 0;
  // ok: no-unbounded-retry — 180 attempts
  while (true) {
    if (attempts++ >= 180) throw new Error("rendering timed out");
    const { status, url } = await api.renderings.get(job.id);
    if (status === "completed") return url;
    await sleep(3000);
  }
}

export async function renderUntil(job: Job): Promise<string> {
  const started = Date.now();
  // ok: no-unbounded-retry — the deadline stands at the end of the body
  while (true) {
    const { status, url } = await api.renderings.get(job.id);
    if (status === "completed") return url;
    await sleep(3000);
    if (Date.now() - started > 8 * 60_000) throw new Error("rendering timed out");
  }
}

export async function refreshed(run: (token: string) => Promise<object>, tokens: { renew(): Promise<string> }, first: string) {
  let renewed = false;
  let token = first;
  // ok: no-unbounded-retry — the flag allows one repetition
  while (true) {
    try {
      return await run(token);
    } catch (error) {
      if (renewed) throw error;
      renewed = true;
      token = await tokens.renew();
    }
  }
}

export async function cancelAll(programId: string): Promise<void> {
  let failed = 0;
  // ok: no-unbounded-retry — takes the next batch, and gives up after three failures
  while (true) {
    try {
      const rows = await db.commission.findMany({ where: { programId, status: "pending" }, take: 500 });
      if (rows.length === 0) break;
      await db.commission.updateMany({ where: { id: { in: rows.map(row => row.id) } }, data: { status: "canceled" } });
    } catch {
      failed += 1;
      if (failed >= 3) throw new Error("gave up");
    }
  }
}

export async function importTags(workspaceId: string, after?: string): Promise<void> {
  const tags = await api.tags.list({ after });
  if (tags.length === 0) return;
  await db.tag.createMany({ data: tags.map(tag => ({ ...tag, workspaceId })) });
  await sleep(500);
  return importTags(workspaceId, tags[tags.length - 1]!.id); // ok: no-unbounded-retry — the next page
}

export async function fetchCounted(url: string, attempt = 0): Promise<Response> {
  const response = await fetch(url);
  if (attempt > 2) throw new Error(`gave up on ${url}`);
  if (response.status === 429) {
    await sleep(5000);
    return fetchCounted(url, attempt + 1); // ok: no-unbounded-retry — the counter ends it
  }
  return response;
}

export class Socket {
  connect(): void {
    const socket = new WebSocket("wss://feed.example.com");
    // ok: no-unbounded-retry — a connection is opened again as long as the page lives
    socket.addEventListener("error", () => setTimeout(() => this.connect(), 5000));
  }
}

export async function aborted(url: string, signal: AbortSignal): Promise<Response> {
  // ok: no-unbounded-retry — the caller ends it
  while (!signal.aborted) {
    try {
      return await fetch(url, { signal });
    } catch {
      await sleep(1000);
    }
  }
  throw new Error("aborted");
}
