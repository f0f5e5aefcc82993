create function call_stats(p_site_id uuid) returns table (status text, n bigint)
language sql stable security definer as $$
  select c.status, count(*) from calls c where c.site_id = p_site_id group by c.status
$$;

-- The argument was forgotten in the body.
create function call_minutes(p_site_id uuid) returns bigint
language sql stable security definer as $$
  select sum(seconds) / 60 from calls where status = 'done'
$$;

create function close_call(p_call_id uuid) returns void
language plpgsql security definer as $$
begin
  update calls set status = 'closed' where id = p_call_id;
end;
$$;

create function close_own_call(p_call_id uuid) returns void
language plpgsql security definer as $$
begin
  update calls set status = 'closed'
  where id = p_call_id
    and exists (select 1 from site_members m where m.site_id = calls.site_id and m.user_id = auth.uid());
end;
$$;

create function may_touch(p_call_id uuid) returns boolean
language sql stable security definer as $$
  select exists (select 1 from calls c join site_members m on m.site_id = c.site_id where c.id = p_call_id)
$$;

create function archive_call(p_call_id uuid) returns void
language plpgsql security definer as $$
begin
  if not may_touch(p_call_id) then
    raise exception 'forbidden';
  end if;
  update calls set status = 'archived' where id = p_call_id;
end;
$$;

create function rename_status(p_call_id uuid) returns void
language sql as $$
  update calls set status = 'renamed' where id = p_call_id
$$;

create function add_note(p_site_id uuid, p_call_id uuid, p_body text) returns void
language sql security definer as $$
  insert into call_notes (site_id, call_id, body) values (p_site_id, p_call_id, p_body)
$$;

create function touch_calls(p_table text) returns void
language plpgsql security definer as $$
begin
  update calls set seconds = 0;
  execute 'vacuum ' || p_table;
end;
$$;

-- A first version without the tenant; the next migration mends it.
create function call_list(p_status text) returns setof calls
language sql stable security definer as $$
  select * from calls
$$;
