import { db } from "../../../../lib/db";
import { sendDunning } from "../../../../lib/mail";

// expect: no-overlapping-run/overlappingAt warning
export async function GET() {
  const due = await db.invoice.findMany({ where: { dunnedAt: null } });
  for (const invoice of due) {
    await sendDunning(invoice.email);
    await db.invoice.update({ where: { id: invoice.id }, data: { dunnedAt: new Date() } });
  }
  return Response.json({ sent: due.length });
}
