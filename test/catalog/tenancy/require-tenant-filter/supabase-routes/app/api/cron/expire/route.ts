import { NextResponse, type NextRequest } from "next/server";
import { adminClient } from "../../../../lib/admin.ts";

export async function POST(request: NextRequest) {
  if (request.headers.get("authorization") !== `Bearer ${process.env.CRON_SECRET}`) return NextResponse.json({}, { status: 401 });
  // ok: require-tenant-filter — the platform's own sweep over all tenants
  const { error } = await adminClient().from("invoices").update({ status: "expired" }).eq("status", "sent");
  return NextResponse.json({ error });
}
