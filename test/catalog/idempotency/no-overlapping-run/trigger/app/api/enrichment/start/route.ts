import { after } from "next/server";
import { enrichEverything, enrichOnce, enrichSite } from "../../../../lib/enrichment";

export async function POST(request: Request) {
  const { limit } = await request.json();
  // expect: no-overlapping-run/startedTwice warning
  fetch("https://worker.example.com/enrich/all", { method: "POST", body: JSON.stringify({ limit }) }).catch(error =>
    console.error(error),
  );
  return Response.json({ started: true });
}

export async function PUT() {
  after(() => enrichEverything()); // expect: no-overlapping-run/startedTwice warning
  return Response.json({ started: true });
}

export async function PATCH(request: Request) {
  const { siteId } = await request.json();
  after(() => enrichSite(siteId)); // ok: no-overlapping-run — one site, at its user's wish
  after(() => enrichOnce()); // ok: no-overlapping-run — looks whether a run is going
  return Response.json({ started: true });
}
