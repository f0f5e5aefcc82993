create schema archive;
create table teams (id uuid primary key, name text not null);
create table team_members (team_id uuid not null references teams (id), user_id uuid not null, primary key (team_id, user_id));
create table orders (
  id uuid primary key,
  team_id uuid not null references teams (id),
  status text not null,
  shared_with_partners boolean not null default false
);
create table order_lines (id uuid primary key, team_id uuid not null references teams (id), order_id uuid not null references orders (id), sku text);
create table archive.old_orders (id uuid primary key, team_id uuid not null references teams (id));
create table stock_rows (id uuid primary key, team_id uuid not null references teams (id), shelf text, sku text);
