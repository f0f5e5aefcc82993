create table public.sites (id uuid primary key, name text not null);
alter table public.sites enable row level security;
create table public.site_members (
  site_id uuid not null references public.sites (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  primary key (site_id, user_id)
);
alter table public.site_members enable row level security;
create policy "Own memberships" on public.site_members for select using (user_id = auth.uid());
create policy "Own sites" on public.sites for select
  using (id in (select site_id from public.site_members where user_id = auth.uid()));

-- ok: require-rls — enabled by a later migration
create table public.visits (id bigint primary key, site_id uuid not null references public.sites (id));

-- expect: require-rls/unprotected error
create table public.goals (id uuid primary key, site_id uuid not null references public.sites (id), name text);

-- expect: require-rls/unprotected warning
create table public.goal_steps (id uuid primary key, goal_id uuid not null references public.goals (id) on delete cascade);

-- expect: require-rls/unprotected warning
create table public.push_tokens (id uuid primary key, user_id uuid not null references auth.users (id), token text);

-- ok: require-rls — who made a row does not own it
create table public.email_templates (name text primary key, created_by uuid references auth.users (id), body text);

-- ok: require-rls — nobody's rows
create table public.countries (code text primary key, name text not null);

-- ok: require-rls — not served by the API
create schema internal;
create table internal.exports (id uuid primary key, site_id uuid not null references public.sites (id));

-- expect: require-rls/noPolicy warning
create table public.reports (id uuid primary key, site_id uuid not null references public.sites (id));
alter table public.reports enable row level security;

-- ok: require-rls — closed to clients on purpose: only the server reads it
create table public.billing_events (id uuid primary key, site_id uuid not null references public.sites (id));
alter table public.billing_events enable row level security;

-- ok: require-rls — a table of one session
create temporary table staging_visits (id bigint, site_id uuid);

-- ok: require-rls — dropped by a later migration
create table public.old_visits (id bigint primary key, site_id uuid not null references public.sites (id));
