create table users (id uuid primary key, mail text not null);
-- ok: require-rls — nothing that is run speaks of a database API
create table diaries (id uuid primary key, user_id uuid not null references users (id), body text);
