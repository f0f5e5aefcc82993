-- expect: require-rls/noPolicy warning
create table public.invoices (id uuid primary key, user_id uuid not null references auth.users (id));
alter table public.invoices enable row level security;
create policy "Server" on public.invoices for all to service_role using (true);
-- expect: require-rls/noPolicy warning
create table public.messages (id uuid primary key, user_id uuid not null references auth.users (id));
alter table public.messages enable row level security;
create policy "Only own" on public.messages as restrictive for select to authenticated using (user_id = auth.uid());
-- ok: require-rls — a permissive policy admits, the restrictive one narrows it
create table public.files (id uuid primary key, user_id uuid not null references auth.users (id));
alter table public.files enable row level security;
create policy "Files" on public.files for select to authenticated using (user_id = auth.uid());
create policy "Not deleted" on public.files as restrictive for select to authenticated using (true);
