import { NextResponse } from "next/server";
import { requireSession } from "@/lib/session";
import { admin } from "@/lib/supabase";

export async function GET() {
  const { siteId } = await requireSession();
  const { data, error } = await admin
    .from("leads")
    .select("id, email, created_at")
    .eq("site_id", siteId)
    .order("created_at", { ascending: false })
    .limit(100);
  if (error) return NextResponse.json({ error: error.message }, { status: 500 });
  return NextResponse.json({ leads: data });
}

export async function DELETE(request: Request) {
  const { siteId } = await requireSession();
  const { id } = await request.json();
  const { error } = await admin.from("leads").delete().eq("id", id).eq("site_id", siteId);
  return NextResponse.json({ deleted: !error }, { status: error ? 500 : 200 });
}
