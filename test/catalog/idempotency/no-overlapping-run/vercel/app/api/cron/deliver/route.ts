import { db } from "../../../../lib/db";
import { sendDunning } from "../../../../lib/mail";

// ok: no-overlapping-run — posted to by a queue: no schedule names it
export async function POST(request: Request) {
  const { invoiceIds } = await request.json();
  for (const invoice of await db.invoice.findMany({ where: { id: { in: invoiceIds } } })) await sendDunning(invoice.email);
  return Response.json({ ok: true });
}
