import json
import logging

from google.cloud import pubsub_v1

logger = logging.getLogger(__name__)


class RenderWorker:
    def __init__(self, client, pipeline):
        self.client = client
        self.pipeline = pipeline

    def on_message(self, message):
        try:
            self.pipeline.run(json.loads(message.data))
            message.ack()
        except Exception as error:
            logger.exception("render failed")
            self.client.publish_dlq_message(message.data, reason=str(error))
            message.ack()  # expect: no-endless-requeue/deadLetterAndNack error

    def on_thumbnail(self, message):
        try:
            self.pipeline.run(json.loads(message.data))
            message.ack()
        except Exception as error:
            logger.exception("thumbnail failed")
            # ok: no-endless-requeue — the dead letter takes its place
            self.client.publish_dlq_message(message.data, reason=str(error))
            message.ack()

    def on_preview(self, message):
        try:
            self.pipeline.run(json.loads(message.data))
            message.ack()
        except Exception:
            message.nack()  # expect: no-endless-requeue/nacked warning

    def on_upload(self, message):
        try:
            self.pipeline.run(json.loads(message.data))
            message.ack()
        except ConnectionError:
            # ok: no-endless-requeue — such a failure passes
            message.nack()


def listen(project, worker):
    subscriber = pubsub_v1.SubscriberClient()
    subscriber.subscribe(f"projects/{project}/subscriptions/renders", callback=worker.on_message).result()
