create table tenants (id uuid primary key);
create table tenant_users (tenant_id uuid references tenants (id), user_id uuid, primary key (tenant_id, user_id));
create table parcels (id uuid primary key, tenant_id uuid not null references tenants (id), state text);
create table labels (id uuid primary key, tenant_id uuid not null references tenants (id), text text);
