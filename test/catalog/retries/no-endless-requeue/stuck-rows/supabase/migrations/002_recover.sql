CREATE OR REPLACE FUNCTION recover_stuck_exports(p_minutes int DEFAULT 15) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_count int;
BEGIN
  WITH freed AS (
    UPDATE public.export_jobs j
    SET status = 'RETRY', claimed_at = NULL -- expect: no-endless-requeue/resetsStuck warning
    WHERE j.status = 'PROCESSING' AND j.claimed_at < now() - (p_minutes || ' minutes')::interval
    RETURNING j.id
  )
  SELECT count(*) INTO v_count FROM freed;
  RETURN v_count;
END;
$$;

CREATE OR REPLACE FUNCTION recover_stuck_renders() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- ok: no-endless-requeue — counted, and given up at five
  UPDATE render_jobs SET status = 'QUEUED', retry_count = retry_count + 1
  WHERE status = 'PROCESSING' AND retry_count < 5;
  UPDATE render_jobs SET status = 'FAILED' WHERE status = 'PROCESSING' AND retry_count >= 5;
END;
$$;

-- ok: no-endless-requeue — a migration runs once
UPDATE export_jobs SET status = 'QUEUED' WHERE status = 'PROCESSING';
