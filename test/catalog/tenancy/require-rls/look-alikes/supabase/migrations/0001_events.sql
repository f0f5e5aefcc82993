create table public.profiles (id uuid primary key references auth.users (id), name text);
alter table public.profiles enable row level security;
create policy "Own profile" on public.profiles for select using (id = auth.uid());

create table public.events (id uuid, user_id uuid not null references auth.users (id), at date not null) partition by range (at);
alter table public.events enable row level security;
create policy "Own events" on public.events for select using (user_id = auth.uid());
-- ok: require-rls — a partition is reached through its parent, whose policies decide
create table public.events_2026 partition of public.events for values from ('2026-01-01') to ('2027-01-01');
-- ok: require-rls — becomes a partition below
create table public.events_2027 (id uuid, user_id uuid not null references auth.users (id), at date not null);
alter table public.events attach partition public.events_2027 for values from ('2027-01-01') to ('2028-01-01');

-- ok: require-rls — no client may do anything with it
create table public.payouts (id uuid primary key, user_id uuid not null references auth.users (id));
revoke all on table public.payouts from anon, authenticated;

-- ok: require-rls — kept in another schema in the end
create table public.exports (id uuid primary key, user_id uuid not null references auth.users (id));
create schema private;
alter table public.exports set schema private;

-- ok: require-rls — dropped under its later name
create table public.drafts (id uuid primary key, user_id uuid not null references auth.users (id));
alter table public.drafts rename to old_drafts;
drop table if exists public.old_drafts cascade;

-- expect: require-rls/unprotected warning
create table public.tokens (id uuid primary key, user_id uuid not null references auth.users (id));
alter table public.tokens force row level security;

-- expect: require-rls/unprotected warning
create table public.notes (id uuid primary key, user_id uuid not null references auth.users (id));
create policy "Own notes" on public.notes for select using (user_id = auth.uid());

do $$
begin
  if not exists (select 1 from pg_tables where tablename = 'alerts') then
    -- expect: require-rls/unprotected warning
    create table public.alerts (id uuid primary key, user_id uuid not null references auth.users (id));
  end if;
end $$;
