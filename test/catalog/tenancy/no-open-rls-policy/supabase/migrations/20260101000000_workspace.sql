create table public.workspaces (id uuid primary key, name text not null);
create table public.workspace_members (
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  primary key (workspace_id, user_id)
);
create table public.documents (
  id uuid primary key,
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  title text
);
create table public.comments (
  id uuid primary key,
  document_id uuid not null references public.documents (id) on delete cascade,
  body text
);
create table public.audit_events (id uuid primary key, workspace_id uuid not null references public.workspaces (id), what text);
create table public.contact_requests (id uuid primary key, email text not null, message text not null);
create table public.feature_flags (name text primary key, enabled boolean not null);
create table public.imports (id uuid primary key, workspace_id uuid not null references public.workspaces (id), state text);

alter table public.workspaces enable row level security;
alter table public.workspace_members enable row level security;
alter table public.documents enable row level security;
alter table public.comments enable row level security;
alter table public.audit_events enable row level security;
alter table public.contact_requests enable row level security;
alter table public.feature_flags enable row level security;

-- ok: no-open-rls-policy — reads are decided by membership
create policy "Members read documents" on public.documents for select to authenticated
  using (workspace_id in (select workspace_id from public.workspace_members where user_id = auth.uid()));

-- expect: no-open-rls-policy/openToAll warning — a change that names a row finds only those that its sender may read
create policy "Members write documents" on public.documents for update to authenticated
  using (true) with check (true);

-- expect: no-open-rls-policy/openToAll error
create policy "Comments by users" on public.comments
  for insert with check (true);

-- ok: no-open-rls-policy — the server's own role
create policy "Server keeps comments" on public.comments for all to service_role using (true) with check (true);

-- ok: no-open-rls-policy — own rows only: which rows may change is decided by USING
create policy "Members move documents" on public.documents for update to authenticated
  using (workspace_id in (select workspace_id from public.workspace_members where user_id = auth.uid())) with check (true);

-- ok: no-open-rls-policy — a later migration drops it
create policy "System writes audit events" on public.audit_events for insert with check (true);

-- expect: no-open-rls-policy/openInsert advice
create policy "Anyone may write to us" on public.contact_requests for insert to anon with check (true);

-- ok: no-open-rls-policy — a catalogue is read by everyone
create policy "Flags are public" on public.feature_flags for select using (true);

-- expect: no-open-rls-policy/openToAll warning
create policy "Flags are switched" on public.feature_flags for update to authenticated using (true);

-- expect: no-open-rls-policy/selfMade error
create policy "Admins read members" on public.workspace_members for select
  using ((auth.jwt() -> 'user_metadata' ->> 'role') = 'admin');

-- ok: no-open-rls-policy — app metadata is written by the server only
create policy "Staff read members" on public.workspace_members for select
  using ((auth.jwt() -> 'app_metadata' ->> 'role') = 'staff');

-- expect: no-open-rls-policy/idle error
create policy "Members read imports" on public.imports for select
  using (workspace_id in (select workspace_id from public.workspace_members where user_id = auth.uid()));
