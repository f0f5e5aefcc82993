import { verifyWebhook } from "@clerk/nextjs/webhooks";
import { Webhook } from "svix";
import { greet, greetOnce } from "./greet";
import { queue } from "./queue";

export async function POST(request: Request): Promise<Response> {
  const user = await verifyWebhook(request); // expect: require-webhook-dedup/eventNotKnown error
  await greet(user.data.email_addresses[0].email_address);
  return new Response("ok");
}

export async function PUT(request: Request): Promise<Response> {
  const id = request.headers.get("svix-id");
  const timestamp = request.headers.get("svix-timestamp");
  if (!id || !timestamp) return new Response("headers are missing", { status: 400 });
  const payload = await request.text();
  const user = new Webhook(process.env.SVIX_SECRET!).verify(payload, { "svix-id": id, "svix-timestamp": timestamp }); // expect: require-webhook-dedup/eventNotKnown error
  await greet(user.data.email);
  return new Response("ok");
}

export async function PATCH(request: Request): Promise<Response> {
  // ok: require-webhook-dedup — the id goes to the function that greets, as the provider's key
  const user = await verifyWebhook(request);
  const eventId = request.headers.get("webhook-id")!;
  await greetOnce(user.data.email_addresses[0].email_address, eventId);
  return new Response("ok");
}

export async function DELETE(request: Request): Promise<Response> {
  // ok: require-webhook-dedup — the work goes to a queue under the event's id
  const user = await verifyWebhook(request);
  const webhookId = request.headers.get("webhook-id")!;
  await queue.add("farewell", { email: user.data.email_addresses[0].email_address }, { jobId: webhookId });
  return new Response("ok");
}
