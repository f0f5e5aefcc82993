import json
import logging

import boto3

from warehouse.stock import apply_movement

logger = logging.getLogger(__name__)


def consume(queue_url):
    client = boto3.client("sqs")
    while True:
        answer = client.receive_message(QueueUrl=queue_url, WaitTimeSeconds=20)
        for message in answer.get("Messages", []):
            try:
                movement = json.loads(message["Body"])
            except Exception as error:  # expect: require-dead-letter/undeleted warning
                logger.exception("unreadable message: %s", error)
                continue
            try:
                apply_movement(movement)
            # ok: require-dead-letter — such a failure may pass, so another delivery helps
            except Exception as error:
                logger.exception("movement failed: %s", error)
                continue
            client.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])


def consume_and_delete(queue_url):
    client = boto3.client("sqs")
    answer = client.receive_message(QueueUrl=queue_url, WaitTimeSeconds=20)
    for message in answer.get("Messages", []):
        try:
            apply_movement(json.loads(message["Body"]))
        # ok: require-dead-letter — what cannot be read is put aside and deleted
        except ValueError as error:
            logger.exception("unreadable message: %s", error)
            client.send_message(QueueUrl=f"{queue_url}-unreadable", MessageBody=message["Body"])
        client.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])
