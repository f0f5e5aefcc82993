from celery import Celery, Task

from media.encoder import EncoderBusy, encode

app = Celery("media")


def handle(self: Task, video_id: int) -> None:
    try:
        encode(video_id)
    except EncoderBusy as exc:
        raise self.retry(exc=exc, countdown=30 * 2**self.request.retries)  # expect: no-uncapped-backoff/bounded advice


@app.task(bind=True, max_retries=4)
def encode_video(self: Task, video_id: int) -> None:
    handle(self, video_id)


class Reliable(Task):
    max_retries = 12


@app.task(bind=True, base=Reliable)
def encode_audio(self: Task, audio_id: int) -> None:
    try:
        encode(audio_id)
    except EncoderBusy as exc:
        raise self.retry(exc=exc, countdown=10 * 2**self.request.retries)  # expect: no-uncapped-backoff/tooLong error
