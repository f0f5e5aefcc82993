from outbox import postpone


def due(rows, settings):
    return [row for row in rows if row.send_attempts < settings.max_send_attempts]


def run(rows, settings, send) -> None:
    for row in due(rows, settings):
        try:
            send(row)
        except ConnectionError:
            postpone(row)
