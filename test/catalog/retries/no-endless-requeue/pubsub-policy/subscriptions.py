from google.cloud import pubsub_v1
from google.cloud.pubsub_v1.types import DeadLetterPolicy


def create(project):
    subscriber = pubsub_v1.SubscriberClient()
    subscriber.create_subscription(
        request={
            "name": f"projects/{project}/subscriptions/documents",
            "topic": f"projects/{project}/topics/documents",
            "dead_letter_policy": DeadLetterPolicy(
                dead_letter_topic=f"projects/{project}/topics/documents-dead", max_delivery_attempts=5
            ),
        }
    )
