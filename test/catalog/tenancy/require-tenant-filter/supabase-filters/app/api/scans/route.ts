import { admin, requireTeam } from "../../../lib/clients.ts";
import { requireDevice, takeScan } from "../../../lib/devices.ts";

export async function POST(request: Request) {
  if (request.headers.has("x-signature")) return takeScan(request);
  const { teamId } = await requireTeam();
  const { id } = await request.json();
  // The signature is looked at in the other entrance only.
  // expect: require-tenant-filter/chosenByCaller error
  await admin.from("orders").update({ status: "scanned" }).eq("id", id);
  return Response.json({ teamId });
}

export async function PUT(request: Request) {
  const body = await requireDevice(request);
  const { id } = JSON.parse(body);
  // ok: require-tenant-filter — nobody gets here without the device's signature
  await admin.from("orders").update({ status: "scanned" }).eq("id", id);
  return new Response("ok");
}
