import AWS from "aws-sdk";
import { ship } from "./ship";

const sqs = new AWS.SQS();
const QueueUrl = process.env.QUEUE_URL!;

export async function poll() {
  const { Messages = [] } = await sqs.receiveMessage({ QueueUrl }).promise();
  for (const message of Messages) {
    await sqs.deleteMessage({ QueueUrl, ReceiptHandle: message.ReceiptHandle! }).promise(); // expect: no-lost-claim/settled [warning]
    await ship(JSON.parse(message.Body!));
  }
}
