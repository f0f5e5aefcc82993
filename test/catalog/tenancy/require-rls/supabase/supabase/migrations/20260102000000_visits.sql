alter table public.visits enable row level security;
create policy "Visits of own sites" on public.visits for select
  using (site_id in (select site_id from public.site_members where user_id = auth.uid()));
drop table public.old_visits;

create table public.funnels (id uuid primary key, site_id uuid not null references public.sites (id)); -- expect: require-rls/unprotected error
alter table public.funnels enable row level security;
alter table public.funnels disable row level security;
