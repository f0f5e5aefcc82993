import { db } from "../../../../lib/db";
import { sendDunning } from "../../../../lib/mail";

// ok: no-overlapping-run — the run that changes the row is the one that writes
export async function GET() {
  const due = await db.invoice.findMany({ where: { dunnedAt: null } });
  for (const invoice of due) {
    const { count } = await db.invoice.updateMany({
      where: { id: invoice.id, status: "due" },
      data: { status: "dunned" },
    });
    if (count === 0) continue;
    await sendDunning(invoice.email);
  }
  return Response.json({ sent: due.length });
}
