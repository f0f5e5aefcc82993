import { db } from "../../../../lib/db";

// ok: no-overlapping-run — puts the same state again
export async function GET() {
  for (const site of await db.site.findMany())
    await db.total.upsert({ where: { siteId: site.id }, create: { siteId: site.id }, update: { day: 1 } });
  return Response.json({ ok: true });
}
