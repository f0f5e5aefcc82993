create table organizations (id uuid primary key);
create table organization_members (organization_id uuid references organizations (id), user_id uuid);
create table contacts (id uuid primary key, organization_id uuid not null references organizations (id));
create table deals (id uuid primary key, organization_id uuid not null references organizations (id));
