drop policy if exists "System writes audit events" on public.audit_events;

create table public.api_keys (id uuid primary key, workspace_id uuid not null references public.workspaces (id), hash text);
alter table public.api_keys enable row level security;
revoke insert, update, delete on public.api_keys from anon, authenticated;
-- ok: no-open-rls-policy — clients have no privilege that it could open
create policy "Keys" on public.api_keys for all using (true);

create table public.reactions (id uuid primary key, user_id uuid not null references auth.users (id));
alter table public.reactions enable row level security;
-- ok: no-open-rls-policy — the restrictive policy below takes back what this one gives
create policy "Reactions" on public.reactions for insert to authenticated with check (true);
create policy "Own reactions only" on public.reactions as restrictive for insert to authenticated
  with check (user_id = auth.uid());

create table public.drafts (id uuid primary key, user_id uuid not null references auth.users (id));
alter table public.drafts enable row level security;
-- ok: no-open-rls-policy — altered below
create policy "Drafts" on public.drafts for delete to authenticated using (true);
alter policy "Drafts" on public.drafts using (user_id = auth.uid());
