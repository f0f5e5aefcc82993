import amqp from "amqplib";
import { charge } from "./charge";

export async function start(url: string) {
  const connection = await amqp.connect(url);
  const channel = await connection.createChannel();
  await channel.consume("charges", async message => {
    if (!message) return;
    channel.ack(message); // expect: no-lost-claim/settled [warning]
    await charge(JSON.parse(message.content.toString()));
  });
  await channel.consume("refunds", async message => {
    if (!message) return;
    await charge(JSON.parse(message.content.toString()));
    channel.ack(message); // ok: no-lost-claim — after the work
  });
}
