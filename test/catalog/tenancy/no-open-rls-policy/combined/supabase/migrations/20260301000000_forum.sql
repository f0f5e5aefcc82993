create table public.profiles (id uuid primary key references auth.users (id), name text);
alter table public.profiles enable row level security;
create policy "Own profile" on public.profiles for all to authenticated using (id = auth.uid());

create table public.posts (
  id uuid primary key,
  author_id uuid not null references auth.users (id),
  body text not null
);
alter table public.posts enable row level security;
-- ok: no-open-rls-policy — reading is how a forum works
create policy "Posts are public" on public.posts for select using (true);
-- ok: no-open-rls-policy — without WITH CHECK an update is checked by its USING: the row stays with its author
create policy "Authors edit" on public.posts for update to authenticated using (author_id = auth.uid());
-- ok: no-open-rls-policy — the same for ALL
create policy "Authors keep" on public.posts for all to authenticated using (author_id = auth.uid());
-- expect: no-open-rls-policy/openToAll error
create policy "Signed-in users post" on public.posts for insert with check (auth.uid() is not null);
-- expect: no-open-rls-policy/openToAll error
create policy "Signed-in users clean up" on public.posts for delete using ((select auth.role()) = 'authenticated');
-- ok: no-open-rls-policy — the server's requests carry this role, clients' never do
create policy "Server moderates" on public.posts for all using (auth.role() = 'service_role');
-- ok: no-open-rls-policy — the token says the role, which the server signed
create policy "Moderators delete" on public.posts for delete using ((auth.jwt() -> 'app_metadata' ->> 'role') = 'moderator');

create table public.bookmarks (id uuid primary key, user_id uuid not null references auth.users (id));
alter table public.bookmarks enable row level security;
create policy "Own bookmarks" on public.bookmarks for select to authenticated using (user_id = auth.uid());
-- expect: no-open-rls-policy/openToAll warning — a change that names a row finds only those that its sender may read
create policy "Bookmarks change" on public.bookmarks for update to authenticated using (true);

create table public.votes (id uuid primary key, user_id uuid not null references auth.users (id));
alter table public.votes enable row level security;
-- expect: no-open-rls-policy/openToAll error
create policy "Votes" on public.votes for insert to anon, authenticated with check (true);
-- ok: no-open-rls-policy — a restriction that is always true restricts nothing, so the policy above stays open
create policy "Votes are counted" on public.votes as restrictive for insert with check (true);

create table public.flags (id uuid primary key, user_id uuid not null references auth.users (id));
alter table public.flags enable row level security;
-- expect: no-open-rls-policy/openToAll error
create policy "Flags" on public.flags for insert to anon, authenticated with check (true);
-- ok: no-open-rls-policy — restricts one of the two roles
create policy "Flags by users" on public.flags as restrictive for insert to authenticated with check (user_id = auth.uid());

create function public.is_staff() returns boolean language sql stable as $$
  select coalesce((auth.jwt() -> 'user_metadata' ->> 'staff')::boolean, false)
$$;
create function public.is_owner() returns boolean language sql stable as $$
  -- not user_metadata, which everyone may write
  select (auth.jwt() -> 'app_metadata' ->> 'owner')::boolean
$$;
create table public.reports (id uuid primary key, user_id uuid not null references auth.users (id));
alter table public.reports enable row level security;
-- expect: no-open-rls-policy/selfMade error
create policy "Staff read reports" on public.reports for select to authenticated using (public.is_staff());
-- ok: no-open-rls-policy — the server writes what this function reads
create policy "Owners read reports" on public.reports for select to authenticated using (public.is_owner());
-- ok: no-open-rls-policy — takes away, whatever a user writes about himself
create policy "Nobody under age" on public.reports as restrictive for select to authenticated
  using ((auth.jwt() -> 'user_metadata' ->> 'adult') = 'yes');

-- ok: no-open-rls-policy — Supabase's own schemas are not served as tables
create policy "Anyone uploads" on storage.objects for insert with check (true);
-- ok: no-open-rls-policy — a schema of the server's own
create table internal.jobs (id uuid primary key, user_id uuid references auth.users (id));
alter table internal.jobs enable row level security;
create policy "Jobs" on internal.jobs for all using (true);

create table public.answers (id uuid primary key, user_id uuid not null references auth.users (id));
alter table public.answers enable row level security;
-- expect: no-open-rls-policy/openToAll error
create policy "Answers" on public.answers for insert
  with check ((auth.jwt() ->> 'role') = 'service_role' or auth.uid() is not null);
-- ok: no-open-rls-policy — both parts name the user
create policy "Answers change" on public.answers for update
  using (user_id = auth.uid() or (auth.uid() is not null and user_id = (auth.jwt() ->> 'sub')::uuid));

create table public.visits (
  id uuid primary key,
  post_id uuid references public.posts (id) on delete set null,
  referrer text
);
alter table public.visits enable row level security;
-- expect: no-open-rls-policy/openToAll warning — a visit need not be one of a post, so strangers may be meant to add it
create policy "Visits are counted" on public.visits for insert with check (true);
create policy "Authors read visits" on public.visits for select to authenticated
  using (exists (select 1 from public.posts where posts.id = post_id and posts.author_id = auth.uid()));

create table public.drafts (id uuid primary key, author_id uuid references auth.users (id), body text);
alter table public.drafts enable row level security;
-- expect: no-open-rls-policy/openToAll error
create policy "Drafts" on public.drafts for all to authenticated using (true);
