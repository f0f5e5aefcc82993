import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { ship } from "./ship";

const client = new SQSClient({});
const QueueUrl = process.env.QUEUE_URL!;

export async function poll() {
  const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl }));
  for (const message of Messages) {
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle })); // expect: no-lost-claim/settled [warning]
    await ship(JSON.parse(message.Body!));
  }
}
