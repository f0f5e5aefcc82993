import { adminDb, publicDb } from "../../../lib/clients.ts";
import { adminOrPublic } from "../../../lib/either.ts";
import { requireUser } from "../../../lib/session.ts";

export async function GET(request: Request) {
  const { siteId } = await requireUser();
  const id = new URL(request.url).searchParams.get("id");
  // expect: require-tenant-filter/chosenByCaller error
  const visit = await adminDb.from("visits").select("*").eq("id", id).single();
  return Response.json({ visit, siteId });
}

export async function POST(request: Request) {
  const { siteId } = await requireUser();
  const id = new URL(request.url).searchParams.get("id");
  // ok: require-tenant-filter — row-level security holds for this client
  const visit = await publicDb.from("visits").select("*").eq("id", id).single();
  // ok: require-tenant-filter — the file makes clients of two roles: which one this is cannot be told
  const lead = await adminOrPublic(siteId !== "").from("leads").select("*").eq("id", id).single();
  return Response.json({ visit, lead });
}
