import json

import boto3
import requests

ses = boto3.client("ses")
table = boto3.resource("dynamodb").Table("orders")


def handler(event, context):
    for record in event["Records"]:
        order = json.loads(record["body"])
        requests.post("https://erp.example.com/orders", json=order, timeout=10)  # expect: require-idempotent-task/repeatedAfterFailure error
        requests.get(f"https://stats.example.com/{order['id']}", timeout=10)


def poll(queue, sqs):
    for message in sqs.receive_message(QueueUrl=queue)["Messages"]:
        order = json.loads(message["Body"])
        response = requests.post("https://erp.example.com/orders", json=order, timeout=10)  # expect: require-idempotent-task/repeatedAfterFailure error
        response.raise_for_status()
        sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
        requests.post("https://erp.example.com/audits", json=order, timeout=10)  # ok: require-idempotent-task — the message is gone by then
