import boto3

sqs = boto3.client("sqs")
QUEUE = "https://sqs.eu-west-1.amazonaws.com/1/orders"


def consume():
    while True:
        answer = sqs.receive_message(QueueUrl=QUEUE, MaxNumberOfMessages=10)
        for message in answer.get("Messages", []):
            sqs.delete_message(QueueUrl=QUEUE, ReceiptHandle=message["ReceiptHandle"])  # expect: no-lost-claim/settled [warning]
            book_order(message["Body"])


def consume_in_order():
    answer = sqs.receive_message(QueueUrl=QUEUE, MaxNumberOfMessages=10)
    for message in answer.get("Messages", []):
        if not message["Body"]:
            sqs.delete_message(QueueUrl=QUEUE, ReceiptHandle=message["ReceiptHandle"])  # ok: no-lost-claim — nothing to do with it
            continue
        book_order(message["Body"])
        sqs.delete_message(QueueUrl=QUEUE, ReceiptHandle=message["ReceiptHandle"])  # ok: no-lost-claim — after the work


def book_order(body): ...
