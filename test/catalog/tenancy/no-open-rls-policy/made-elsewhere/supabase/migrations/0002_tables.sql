create table members (id uuid primary key, user_id uuid not null references auth.users (id));
alter table members enable row level security;
create policy own_membership on members for select using (user_id = auth.uid());

create table if not exists preferences (key text primary key, value jsonb not null);

create table if not exists feature_flags (key text primary key, enabled boolean not null default false);

create table if not exists counters (key text primary key, value bigint not null default 0);
-- expect: no-open-rls-policy/idle warning
create policy "Members read counters" on counters for select to authenticated using (value >= 0);
