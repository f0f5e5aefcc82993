import { NextResponse } from "next/server";
import { requireSession } from "@/lib/session";
import { admin } from "@/lib/supabase";

export async function GET(request: Request, { params }: { params: { id: string } }) {
  const { siteId } = await requireSession();
  const { data: lead } = await admin
    .from("leads")
    .select("id, email, message, crm_id")
    .eq("id", params.id)
    .single();
  if (!lead) return NextResponse.json({ error: "Not found" }, { status: 404 });
  return NextResponse.json({ lead, siteId });
}
