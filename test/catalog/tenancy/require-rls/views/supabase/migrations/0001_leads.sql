create table public.leads (id uuid primary key, user_id uuid not null references auth.users (id), mail text);
alter table public.leads enable row level security;
create policy "Own leads" on public.leads for select to authenticated using (user_id = auth.uid());
create table public.prices (id uuid primary key, user_id uuid not null references auth.users (id), cents int);
alter table public.prices enable row level security;
create policy "Prices are public" on public.prices for select using (true);
create function public.sees_all() returns boolean language sql stable as $$ select auth.role() = 'service_role' $$;

-- expect: require-rls/passedBy warning
create view public.lead_list as select id, mail from public.leads;
-- ok: require-rls — reads with the rights of who asks
create view public.lead_mails with (security_invoker = true) as select mail from public.leads;
-- ok: require-rls — the query itself asks who is there
create view public.my_leads as select id from public.leads where user_id = (select auth.uid());
-- ok: require-rls — so may a function of the project
create view public.staff_leads as select id from public.leads where public.sees_all();
-- ok: require-rls — a total is as a rule for everyone
create view public.lead_total as select count(*) as total from public.leads;
-- ok: require-rls — everyone may read the table as well
create view public.price_list as select id, cents from public.prices;
-- ok: require-rls — no client may read it
create view public.lead_export as select id, mail from public.leads;
revoke all on public.lead_export from anon, authenticated;
-- ok: require-rls — not served by the API
create schema reporting;
create view reporting.leads as select id, mail from public.leads;
-- ok: require-rls — made to read with the rights of who asks below
create view public.lead_names as select id from public.leads;
alter view public.lead_names set (security_invoker = on);
-- ok: require-rls — replaced below
create view public.lead_ids as select id from public.leads;
-- ok: require-rls — the last word
create or replace view public.lead_ids with (security_invoker) as select id from public.leads;
-- expect: require-rls/passedBy warning
create materialized view public.lead_copies as select id, mail from public.leads;

create table public.listings (
  id uuid primary key,
  user_id uuid not null references auth.users (id),
  title text,
  is_public boolean not null default false
);
alter table public.listings enable row level security;
create policy "Own listings" on public.listings for select to authenticated using (user_id = auth.uid());
-- ok: require-rls — shows what its owners show to everyone
create view public.public_listings as select id, title from public.listings where title is not null and is_public;
-- expect: require-rls/passedBy warning
create view public.titled_listings as select id, title, is_public from public.listings where title is not null;
