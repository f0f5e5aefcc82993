import { createHmac, timingSafeEqual } from "node:crypto";
import { admin } from "./clients.ts";

export async function requireDevice(request: Request): Promise<string> {
  const body = await request.text();
  const expected = createHmac("sha256", process.env.DEVICE_KEY!).update(body).digest();
  if (!timingSafeEqual(expected, Buffer.from(request.headers.get("x-signature") ?? "", "hex"))) throw new Error("unsigned");
  return body;
}

/** What a scanner in a shop reports, signed with the key that it was given. */
export async function takeScan(request: Request): Promise<Response> {
  const body = await request.text();
  const expected = createHmac("sha256", process.env.DEVICE_KEY!).update(body).digest();
  if (!timingSafeEqual(expected, Buffer.from(request.headers.get("x-signature") ?? "", "hex")))
    return new Response("unsigned", { status: 401 });
  const { id } = JSON.parse(body);
  await admin.from("orders").update({ status: "scanned" }).eq("id", id);
  return new Response("ok");
}
