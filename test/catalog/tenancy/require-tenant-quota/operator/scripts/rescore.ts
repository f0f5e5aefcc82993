import { Client } from "@upstash/qstash";

const qstash = new Client({ token: process.env.QSTASH_TOKEN! });

export async function rescore(siteId: string) {
  // ok: require-tenant-quota — the operator runs this for one site at a time
  await qstash.publishJSON({ url: "https://app.example.com/api/workers/score", body: { siteId } });
}
