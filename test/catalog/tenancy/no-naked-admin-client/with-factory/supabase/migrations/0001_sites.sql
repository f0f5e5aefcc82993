create table sites (id uuid primary key, name text);
create table site_members (site_id uuid references sites (id), user_id uuid);
create table leads (id uuid primary key, site_id uuid not null references sites (id), email text);
create table visits (id uuid primary key, site_id uuid not null references sites (id), path text);
create table plans (id text primary key, price int);
