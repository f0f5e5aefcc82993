-- A sketch from the time before the migrations: it could not be run here, where there is no `auth.uid()`.
create table if not exists moods (id uuid primary key, user_id uuid not null references users (id), mood text);
alter table moods enable row level security;
create policy "Own moods" on moods for all using (auth.uid() = user_id);
