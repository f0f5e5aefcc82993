create table tenants (
  id uuid primary key,
  name text not null
);

create table tenant_members (
  tenant_id uuid not null references tenants (id) on delete cascade,
  user_id uuid not null,
  role text not null,
  primary key (tenant_id, user_id)
);

create table customers (
  id uuid primary key,
  tenant_id uuid not null references tenants (id) on delete cascade,
  email text not null
);

create table invoices (
  id uuid primary key,
  tenant_id uuid not null references tenants (id) on delete cascade,
  customer_id uuid not null references customers (id) on delete cascade,
  status text not null default 'draft',
  share_token text unique
);

create table invoice_lines (
  id uuid primary key,
  invoice_id uuid not null references invoices (id) on delete cascade,
  amount_cents integer not null
);

create table notices (
  id uuid primary key,
  tenant_id uuid references tenants (id) on delete cascade,
  user_id uuid not null,
  body text not null
);

create table currencies (
  code text primary key,
  name text not null
);
