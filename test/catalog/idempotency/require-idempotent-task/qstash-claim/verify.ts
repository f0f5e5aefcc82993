import { Receiver } from "@upstash/qstash";

const receiver = new Receiver();

export async function verifyDelivery(request: Request, body: string) {
  const valid = await receiver.verify({ signature: request.headers.get("Upstash-Signature")!, body });
  if (!valid) throw new Error("invalid signature");
}
