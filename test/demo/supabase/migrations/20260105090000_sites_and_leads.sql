create table sites (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id),
  domain text not null unique
);

create table leads (
  id uuid primary key default gen_random_uuid(),
  site_id uuid not null references sites (id) on delete cascade,
  email text not null,
  message text,
  crm_id text,
  created_at timestamptz not null default now()
);

create table webhooks (
  id uuid primary key default gen_random_uuid(),
  site_id uuid not null references sites (id) on delete cascade,
  url text not null,
  failures integer not null default 0
);

alter table sites enable row level security;
alter table leads enable row level security;
alter table webhooks enable row level security;

create policy "owners see their leads" on leads for select
  using (site_id in (select id from sites where owner_id = auth.uid()));
