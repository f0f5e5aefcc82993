import { kv } from "@vercel/kv";

export async function enrichEverything() {
  for (const site of ["a", "b"]) await enrichSite(site);
}

export async function enrichSite(siteId: string) {
  await fetch(`https://enrich.example.com/${siteId}`, { method: "POST" });
}

export async function enrichOnce() {
  const isRunning = await kv.get("enrichment");
  if (isRunning) return;
  await kv.set("enrichment", "1", { ex: 900 });
  await enrichEverything();
}
