CREATE TABLE export_jobs (
  id uuid PRIMARY KEY,
  status text NOT NULL DEFAULT 'QUEUED',
  claimed_at timestamptz,
  retry_count int NOT NULL DEFAULT 0
);

CREATE TABLE render_jobs (id uuid PRIMARY KEY, status text NOT NULL, claimed_at timestamptz, retry_count int);

-- ok: no-endless-requeue — a later migration replaces the function
CREATE OR REPLACE FUNCTION recover_stuck_renders() RETURNS void LANGUAGE sql AS $$
  UPDATE render_jobs SET status = 'QUEUED' WHERE status = 'PROCESSING' AND claimed_at < now() - interval '10 minutes';
$$;
