-- `preferences` was made in the dashboard, with row-level security on or off: no file tells.
-- ok: no-open-rls-policy — only whoever writes the SQL knows whether it has an effect
create policy "Members read preferences" on preferences
  for select to authenticated using (exists (select 1 from members where members.user_id = auth.uid()));

-- expect: no-open-rls-policy/openToAll warning
create policy "Anyone changes flags" on feature_flags for all using (true) with check (true);
