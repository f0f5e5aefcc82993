create table organizations (id uuid primary key);
create table organization_members (organization_id uuid references organizations (id), user_id uuid);
-- ok: require-rls — no database API: the application's own code decides
create table projects (id uuid primary key, organization_id uuid not null references organizations (id));
