create table tenants (id uuid primary key);
create table tenant_users (tenant_id uuid not null references tenants (id), user_id uuid not null, primary key (tenant_id, user_id));
create table jobs (id uuid primary key, tenant_id uuid not null references tenants (id));
create table files (id uuid primary key, tenant_id uuid not null references tenants (id));
alter table jobs enable row level security;
create policy own_jobs on jobs using (tenant_id = current_setting('app.tenant_id')::uuid);
