create table sites (id uuid primary key);
create table site_members (site_id uuid not null references sites (id), user_id uuid not null, primary key (site_id, user_id));
create table visits (id uuid primary key, site_id uuid not null references sites (id), path text);
create table leads (id uuid primary key, site_id uuid not null references sites (id), email text);
alter table visits enable row level security;
create policy members_read_visits on visits for select using (site_id in (select site_id from site_members where user_id = auth.uid()));
