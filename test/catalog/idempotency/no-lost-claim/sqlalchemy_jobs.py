from app.models import RenderJob
from app.render import render


def next_batch(session):
    jobs = session.query(RenderJob).filter(RenderJob.status == "pending").limit(10).all()
    for job in jobs:
        job.status = "processing"  # expect: no-lost-claim/marked [warning]
        session.commit()
        render(job)
        job.status = "done"
        session.commit()


def with_reset(session):
    jobs = session.query(RenderJob).filter(RenderJob.status == "pending").limit(10).all()
    for job in jobs:
        job.status = "processing"  # ok: no-lost-claim — put right on the way out
        session.commit()
        try:
            render(job)
            job.status = "done"
        finally:
            if job.status == "processing":
                job.status = "pending"
            session.commit()
