import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";
import { verifySignatureAppRouter } from "@upstash/qstash/nextjs";
import { SquareClient } from "square";
import { Svix } from "svix";

const sqs = new SQSClient({});
const square = new SquareClient({ token: process.env.SQUARE_TOKEN });
const svix = new Svix(process.env.SVIX_TOKEN!);

export const POST = verifySignatureAppRouter(async (request: Request) => {
  const { orderId, cents, appId } = await request.json();
  const messageId = request.headers.get("Upstash-Message-Id")!;

  // expect: no-unstable-idempotency-key/newEachTime error
  await square.payments.create({ sourceId: orderId, idempotencyKey: `${orderId}-${Math.random()}`, amountMoney: cents });

  // ok: no-unstable-idempotency-key — the platform gives the message the same id in each attempt
  await square.refunds.refundPayment({ paymentId: orderId, idempotencyKey: messageId, amountMoney: cents });

  await svix.message.create(
    appId,
    { eventType: "order.paid", payload: { orderId } },
    // ok: no-unstable-idempotency-key — one event for each order
    { idempotencyKey: `paid-${orderId}` },
  );

  await sqs.send(
    new SendMessageCommand({
      QueueUrl: process.env.QUEUE_URL,
      MessageBody: orderId,
      MessageGroupId: "orders",
      // expect: no-unstable-idempotency-key/newEachTime error
      MessageDeduplicationId: Date.now().toString(),
    }),
  );

  await fetch("https://api.brevo.example.com/v3/smtp/email", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      // expect: no-unstable-idempotency-key/newEachTime error
      idempotencyKey: crypto.randomUUID(),
    },
    body: JSON.stringify({ orderId }),
  });

  await fetch("https://push.example.com/v1/notifications", {
    method: "POST",
    // expect: no-unstable-idempotency-key/newEachTime warning
    body: JSON.stringify({ idempotency_key: crypto.randomUUID(), contents: { en: "Paid" } }),
  });

  await fetch("https://shop.example.com/admin/api/2026-04/graphql.json", {
    method: "POST",
    // ok: no-unstable-idempotency-key — one refund for each order
    body: JSON.stringify({ query: "mutation …", variables: { idempotencyKey: `refund-${orderId}` } }),
  });
  return new Response(null, { status: 204 });
});
