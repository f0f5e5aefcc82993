create table tenants (id uuid primary key);
create table orders (id uuid primary key, tenant_id uuid not null references tenants (id));
alter table orders enable row level security;
-- ok: no-open-rls-policy — only the application's own role reaches this database
create policy app_all on orders for all to app_role using (true) with check (true);
-- ok: no-open-rls-policy — the usual policy by setting
create policy by_tenant on orders using (tenant_id = current_setting('app.tenant')::uuid);
