drop function call_list(text);

create function call_list(p_site_id uuid, p_status text) returns setof calls
language sql stable security definer as $$
  select * from calls where site_id = p_site_id and status = p_status
$$;

create function every_call() returns setof calls
language sql stable security definer as $$
  select * from calls
$$;
