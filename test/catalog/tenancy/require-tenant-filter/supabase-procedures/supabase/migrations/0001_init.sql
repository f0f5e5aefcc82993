create table sites (id uuid primary key, name text not null);

create table site_members (
  site_id uuid not null references sites (id),
  user_id uuid not null,
  primary key (site_id, user_id)
);

create table calls (
  id uuid primary key,
  site_id uuid not null references sites (id),
  status text not null,
  seconds integer not null default 0
);

create table call_notes (
  id uuid primary key,
  site_id uuid not null references sites (id),
  call_id uuid not null references calls (id),
  body text not null
);

alter table calls enable row level security;
