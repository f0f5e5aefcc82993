import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { Consumer } from "sqs-consumer";

interface Env {
  REMINDERS: Queue<{ userId: string }>;
}

const DAY = 24 * 60 * 60;
const sqs = new SQSClient({});

export async function scheduleReminder(env: Env, userId: string): Promise<void> {
  // expect: no-delay-past-visibility/refused error
  await env.REMINDERS.send({ userId }, { delaySeconds: DAY });
  await env.REMINDERS.send({ userId }, { delaySeconds: 6 * 60 * 60 }); // ok: no-delay-past-visibility — six hours
}

export async function announce(url: string, body: string): Promise<void> {
  // expect: no-delay-past-visibility/refused error
  await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body, DelaySeconds: 3600 }));
  // ok: no-delay-past-visibility — 15 minutes are allowed
  await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body, DelaySeconds: 900 }));
}

export const transcoder = Consumer.create({
  queueUrl: process.env.QUEUE_URL!,
  handleMessageTimeout: 300_000, // the film may be long
  // expect: no-delay-past-visibility/overlaps error
  visibilityTimeout: 60,
  handleMessage: async message => message,
});

// ok: no-delay-past-visibility — the heartbeat keeps the message hidden
export const uploader = Consumer.create({
  queueUrl: process.env.QUEUE_URL!,
  handleMessageTimeout: 300_000,
  visibilityTimeout: 60,
  heartbeatInterval: 20,
  handleMessage: async message => message,
});

export const mailer = Consumer.create({
  queueUrl: process.env.QUEUE_URL!,
  handleMessageTimeout: 20_000,
  visibilityTimeout: 60, // ok: no-delay-past-visibility — handled long before
  handleMessage: async message => message,
});

export async function holdForADay(url: string, handle: string): Promise<void> {
  // expect: no-delay-past-visibility/refused error
  const hold = new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: handle, VisibilityTimeout: DAY });
  await sqs.send(hold);
}
