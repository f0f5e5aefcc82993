import psycopg


def work_off(connection):
    row = connection.execute(  # expect: no-lost-claim/popped [warning]
        "DELETE FROM render_jobs WHERE id = ("
        " SELECT id FROM render_jobs ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id, payload"
    ).fetchone()
    connection.commit()
    render(row)


def work_off_in_one_transaction(connection):
    row = connection.execute(
        "DELETE FROM render_jobs WHERE id = ("  # ok: no-lost-claim — committed after the work
        " SELECT id FROM render_jobs ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id, payload"
    ).fetchone()
    render(row)
    connection.commit()


def work_off_in_a_block(connection):
    with connection.transaction():
        row = connection.execute(
            "DELETE FROM render_jobs WHERE id = ("  # ok: no-lost-claim — a crash brings the row back
            " SELECT id FROM render_jobs ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id, payload"
        ).fetchone()
        render(row)


def forget_old_jobs(connection):
    connection.execute("DELETE FROM render_jobs WHERE done RETURNING id")  # ok: no-lost-claim — no work comes after


def render(row): ...
