import { Client, type FlowControl } from "@upstash/qstash";

const qstash = new Client({ token: process.env.QSTASH_TOKEN! });

export async function publish(url: string, body: Record<string, unknown>) {
  // expect: require-tenant-quota/noShare advice
  await qstash.publishJSON({ url, body, retries: 3 });
}

export async function publishFairly(url: string, body: Record<string, unknown>, flowControl: FlowControl) {
  // ok: require-tenant-quota — the callers give each workspace its share
  await qstash.publishJSON({ url, body, flowControl, retries: 3 });
}

export async function tick(day: string) {
  // ok: require-tenant-quota — the data is its own, and says nothing of a tenant
  await qstash.publishJSON({ url: "https://app.example.com/api/tick", body: { day } });
}

export async function recover(rows: { payload: Record<string, unknown> }[]) {
  await Promise.all(
    // ok: require-tenant-quota — what was left over is put back, not what callers hand in
    [...rows].map(row => qstash.publishJSON({ url: "https://app.example.com/api/ingest", body: row.payload })),
  );
}
