CREATE TABLE parked_events (
  id uuid PRIMARY KEY,
  payload jsonb NOT NULL,
  status text NOT NULL DEFAULT 'PENDING',
  error_reason text
);

CREATE TABLE counted_events (
  id uuid PRIMARY KEY,
  status text NOT NULL DEFAULT 'PENDING',
  attempt_count int NOT NULL DEFAULT 0
);

CREATE FUNCTION claim_parked_events(p_limit int) RETURNS SETOF parked_events LANGUAGE sql AS $$
  UPDATE parked_events SET status = 'PROCESSING'
  WHERE id IN (SELECT id FROM parked_events WHERE status = 'PENDING' LIMIT p_limit FOR UPDATE SKIP LOCKED)
  RETURNING *;
$$;

CREATE FUNCTION claim_counted_events(p_limit int) RETURNS SETOF counted_events LANGUAGE sql AS $$
  UPDATE counted_events SET status = 'PROCESSING', attempt_count = attempt_count + 1
  WHERE id IN (SELECT id FROM counted_events WHERE status = 'PENDING' AND attempt_count < 5 LIMIT p_limit FOR UPDATE SKIP LOCKED)
  RETURNING *;
$$;
