create table organizations (id uuid primary key);
create table memberships (organization_id uuid not null references organizations (id), user_id uuid not null, primary key (organization_id, user_id));
create table tickets (id uuid primary key, organization_id uuid not null references organizations (id), state text not null);
create table replies (id uuid primary key, organization_id uuid not null references organizations (id), ticket_id uuid not null references tickets (id), body text);
