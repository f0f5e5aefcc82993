create table public.shops (id uuid primary key references auth.users (id));
alter table public.shops enable row level security;

create table public.orders (id uuid primary key, user_id uuid not null references auth.users (id));
alter table public.orders enable row level security;
-- expect: no-open-rls-policy/openToAll error — what PUBLIC loses, Supabase's roles still have
create policy "Orders" on public.orders for insert with check (true);
revoke all on public.orders from public;

create table public.refunds (id uuid primary key, user_id uuid not null references auth.users (id));
alter table public.refunds enable row level security;
-- ok: no-open-rls-policy — neither role may insert
create policy "Refunds" on public.refunds for insert with check (true);
revoke all on all tables in schema public from anon, authenticated;
grant select on public.orders to authenticated;
grant insert on public.orders to authenticated;

create table public.receipts (id uuid primary key, user_id uuid not null references auth.users (id));
alter table public.receipts enable row level security;
-- expect: no-open-rls-policy/openToAll error — created after the revocation, with the privileges that new tables have
create policy "Receipts" on public.receipts for insert with check (true);

alter default privileges in schema public revoke all on tables from anon, authenticated;
create table public.invoices (id uuid primary key, user_id uuid not null references auth.users (id));
alter table public.invoices enable row level security;
-- ok: no-open-rls-policy — new tables are closed by now
create policy "Invoices" on public.invoices for insert with check (true);
