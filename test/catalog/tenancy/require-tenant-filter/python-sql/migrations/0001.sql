create table accounts (id uuid primary key, name text not null);
create table account_users (account_id uuid not null references accounts (id), user_id uuid not null, primary key (account_id, user_id));
create table shipments (id uuid primary key, account_id uuid not null references accounts (id), state text not null);
create table parcels (id uuid primary key, account_id uuid not null references accounts (id), shipment_id uuid not null references shipments (id), weight integer);
create table carriers (id uuid primary key, name text not null);
