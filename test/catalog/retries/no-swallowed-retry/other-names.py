"""`Retry` is urllib3's here; the app cannot be seen."""

from contextlib import suppress

from urllib3.util import Retry

from platform_core import app

POLICY = Retry(total=3)


@app.task(bind=True)
def refresh(self, feed_id):
    try:
        if feed_id < 0:
            raise self.retry(countdown=30)  # expect: no-swallowed-retry/markedDone warning
    except Exception:
        return 0


@app.task(bind=True)
def refresh_quietly(self, feed_id):
    with suppress(Exception):
        self.retry(countdown=30)  # expect: no-swallowed-retry/markedDone warning


@app.task(bind=True)
def refresh_some(self, feed_id):
    with suppress(KeyError):
        self.retry(countdown=30)  # ok: no-swallowed-retry — lets everything else through
