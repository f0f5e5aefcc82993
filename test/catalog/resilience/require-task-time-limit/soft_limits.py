from celery import Celery

app = Celery("reports", broker="redis://localhost")


@app.task(soft_time_limit=120, time_limit=60)
def render_report(report_id):  # expect: require-task-time-limit/lateSoft error
    return draw(report_id)


@app.task(soft_time_limit=60, time_limit=60)
def render_page(page_id):  # expect: require-task-time-limit/lateSoft warning
    return draw(page_id)


@app.task(soft_time_limit=50, time_limit=60)
def render_cover(cover_id):  # ok: require-task-time-limit — ten seconds to clean up
    return draw(cover_id)


@app.task(soft_time_limit=50)
def render_index(index_id):  # ok: require-task-time-limit — the soft limit alone ends it
    return draw(index_id)
