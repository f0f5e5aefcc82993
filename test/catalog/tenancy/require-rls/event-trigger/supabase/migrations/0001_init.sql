create function public.secure_new_tables() returns event_trigger language plpgsql as $$
declare
  created record;
begin
  for created in select * from pg_event_trigger_ddl_commands() loop
    execute format('alter table if exists %s enable row level security', created.object_identity);
  end loop;
end $$;
-- expect: require-rls/unprotected warning
create table public.earlier (id uuid primary key, user_id uuid not null references auth.users (id));
create event trigger secure_new_tables on ddl_command_end when tag in ('CREATE TABLE') execute function public.secure_new_tables();
-- ok: require-rls — the event trigger sees to it
create table public.later (id uuid primary key, user_id uuid not null references auth.users (id));
create policy "Own rows" on public.later for select to authenticated using (user_id = auth.uid());
