create table organizations (id uuid primary key, name text not null, webhook_url text);
create table memberships (org_id uuid references organizations (id), user_id uuid not null, primary key (org_id, user_id));
create table jobs (id uuid primary key, org_id uuid not null references organizations (id), status text not null);
create table leads (id uuid primary key, job_id uuid not null references jobs (id), email text, score int);
create table exports (id uuid primary key, org_id uuid not null references organizations (id), path text);
