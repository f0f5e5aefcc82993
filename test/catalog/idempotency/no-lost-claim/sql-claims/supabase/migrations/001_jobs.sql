CREATE TABLE mail_jobs (id uuid PRIMARY KEY, status text NOT NULL DEFAULT 'QUEUED', payload jsonb);
CREATE TABLE feed_jobs (id uuid PRIMARY KEY, status text NOT NULL DEFAULT 'QUEUED', updated_at timestamptz);
CREATE TABLE lock_jobs (id uuid PRIMARY KEY, status text NOT NULL DEFAULT 'QUEUED', locked_until timestamptz);

CREATE FUNCTION claim_mail_jobs(p_limit int) RETURNS SETOF mail_jobs LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY
  WITH free AS (
    SELECT id FROM mail_jobs WHERE status = 'QUEUED' LIMIT p_limit FOR UPDATE SKIP LOCKED
  )
  UPDATE mail_jobs j
  -- expect: no-lost-claim/marked [error]
  SET status = 'PROCESSING'
  FROM free WHERE j.id = free.id
  RETURNING j.*;
END;
$$;

CREATE FUNCTION claim_feed_jobs() RETURNS SETOF feed_jobs LANGUAGE sql AS $$
  -- ok: no-lost-claim — reset_feed_jobs gives back what is stuck
  UPDATE feed_jobs SET status = 'PROCESSING', updated_at = now()
  WHERE id = (SELECT id FROM feed_jobs WHERE status = 'QUEUED' LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING *;
$$;

CREATE FUNCTION claim_lock_jobs() RETURNS SETOF lock_jobs LANGUAGE sql AS $$
  -- ok: no-lost-claim — the lease ends by itself
  UPDATE lock_jobs SET status = 'PROCESSING', locked_until = now() + interval '5 minutes'
  WHERE id = (
    SELECT id FROM lock_jobs
    WHERE status = 'QUEUED' OR (status = 'PROCESSING' AND locked_until < now())
    LIMIT 1 FOR UPDATE SKIP LOCKED
  )
  RETURNING *;
$$;

CREATE TABLE old_jobs (id uuid PRIMARY KEY, status text NOT NULL DEFAULT 'QUEUED');

CREATE FUNCTION claim_old_jobs() RETURNS SETOF old_jobs LANGUAGE sql AS $$
  -- ok: no-lost-claim — the table is dropped by the next migration
  UPDATE old_jobs SET status = 'PROCESSING'
  WHERE id = (SELECT id FROM old_jobs WHERE status = 'QUEUED' LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING *;
$$;
