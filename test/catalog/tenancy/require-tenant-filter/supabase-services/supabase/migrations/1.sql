create table sites (id uuid primary key, owner_id uuid not null, domain text not null);
create table site_members (site_id uuid references sites (id), user_id uuid not null, primary key (site_id, user_id));
create table visits (id uuid primary key, site_id uuid not null references sites (id), started_at timestamptz, duration_sec int);
create table clicks (id uuid primary key, site_id uuid not null references sites (id), visit_id uuid references visits (id), kind text);
create table exports (id uuid primary key, site_id uuid not null references sites (id), state text);
