import os

from celery import Celery

app = Celery("render", broker=os.getenv("BROKER_URL", "redis://localhost:6379/0"))


# expect: no-delay-past-visibility/overlaps warning
@app.task(acks_late=True, time_limit=7200)
def render_film(film_id):
    return film_id


# ok: no-delay-past-visibility — acknowledged before it runs
@app.task(time_limit=7200)
def render_clip(clip_id):
    return clip_id


# ok: no-delay-past-visibility — ended in time
@app.task(acks_late=True, time_limit=3000)
def render_still(still_id):
    return still_id


# expect: no-delay-past-visibility/overlaps warning
@app.task(acks_late=True, soft_time_limit=4000)
def render_trailer(film_id):
    return film_id
