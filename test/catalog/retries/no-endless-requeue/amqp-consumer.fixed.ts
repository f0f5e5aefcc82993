import amqp from "amqplib";
import { handleOrder, isTransient } from "./orders";

export async function consume(url: string) {
  const connection = await amqp.connect(url);
  const channel = await connection.createChannel();
  await channel.assertQueue("orders", { durable: true, arguments: { "x-queue-type": "classic" } });

  await channel.consume("orders", async message => {
    if (!message) return;
    try {
      await handleOrder(JSON.parse(message.content.toString()));
      channel.ack(message);
    } catch {
      channel.nack(message, false, false); // expect: no-endless-requeue/nacked warning
    }
  });

  await channel.consume("invoices", async message => {
    if (!message) return;
    try {
      await handleOrder(JSON.parse(message.content.toString()));
      channel.ack(message);
    } catch {
      // ok: no-endless-requeue — rejected for good; the dead-letter exchange has it
      channel.nack(message, false, false);
    }
  });

  await channel.consume("parcels", async message => {
    if (!message) return;
    try {
      await handleOrder(JSON.parse(message.content.toString()));
      channel.ack(message);
    } catch (error) {
      // ok: no-endless-requeue — only failures that pass come back
      if (isTransient(error)) channel.nack(message, false, true);
      else channel.nack(message, false, false);
    }
  });
}
