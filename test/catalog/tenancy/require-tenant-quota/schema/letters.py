import os

from qstash import QStash

client = QStash(os.environ["QSTASH_TOKEN"])
URL = "https://app.example.com/api/letters"


def print_letter(workspace_id, letter_id):
    # expect: require-tenant-quota/noShare advice
    client.message.publish_json(url=URL, body={"workspace_id": workspace_id, "letter_id": letter_id})


def print_letter_fairly(workspace_id, letter_id):
    client.message.publish_json(
        url=URL,
        body={"workspace_id": workspace_id, "letter_id": letter_id},
        flow_control={"key": workspace_id, "parallelism": 2},  # ok: require-tenant-quota — two at a time for each workspace
    )


def print_by_organisation(org_id):
    # ok: require-tenant-quota — the schema separates by workspace, not by this
    client.message.publish_json(url=URL, body={"org_id": org_id})
