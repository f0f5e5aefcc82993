create table sites (id uuid primary key);
create table site_members (site_id uuid not null references sites (id), user_id uuid not null, primary key (site_id, user_id));
create table calls (id uuid primary key, site_id uuid not null references sites (id), status text);
create table visits (id uuid primary key, site_id uuid not null references sites (id));

create function call_stats(p_site_id uuid) returns bigint language sql security definer as $$
  select count(*) from calls where site_id = p_site_id
$$;

create function own_call_stats(p_site_id uuid) returns bigint language plpgsql security definer as $$
begin
  if not exists (select 1 from site_members where site_id = p_site_id and user_id = auth.uid()) then
    raise exception 'forbidden';
  end if;
  return (select count(*) from calls where site_id = p_site_id);
end;
$$;
