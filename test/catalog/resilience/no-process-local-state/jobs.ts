import express from "express";
import type { WebSocket } from "ws";
import { transcode } from "./transcode";

const app = express();
const jobs = new Map<string, { status: string; progress: number }>(); // expect: no-process-local-state/oneProcess advice
const uploads = new Map<string, Promise<string>>(); // ok: no-process-local-state — a promise cannot leave its process
const templates = new Map<string, string>(); // ok: no-process-local-state — no record of work
const sessionCache = new Map<string, string>(); // ok: no-process-local-state — a cache
const runs: Record<string, { status: string }> = {}; // ok: no-process-local-state — nobody reads it back
const statusText: Record<string, string> = { queued: "Queued", done: "Done" }; // ok: no-process-local-state — a table

app.post("/jobs", (req, res) => {
  const id = crypto.randomUUID();
  start(id, req.body.file);
  res.json({ id });
});

function start(id: string, file: string): void {
  jobs.set(id, { status: "queued", progress: 0 });
  runs[id] = { status: "queued" };
  templates.set(id, file);
  sessionCache.set(id, file);
  uploads.set(id, new Promise(resolve => transcode(file, resolve)));
}

app.get("/jobs/:id", (req, res) => {
  const job = jobs.get(req.params.id);
  res.json({ ...job, text: statusText[job?.status ?? ""], template: templates.get(req.params.id) });
});

app.get("/jobs/:id/file", async (req, res) => {
  res.json({ file: await uploads.get(req.params.id), session: sessionCache.get(req.params.id) });
});
