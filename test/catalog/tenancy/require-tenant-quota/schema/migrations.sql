CREATE TABLE workspaces (id uuid PRIMARY KEY, name text NOT NULL);
CREATE TABLE workspace_members (workspace_id uuid NOT NULL REFERENCES workspaces (id), user_id uuid NOT NULL, PRIMARY KEY (workspace_id, user_id));
CREATE TABLE contacts (id uuid PRIMARY KEY, workspace_id uuid NOT NULL REFERENCES workspaces (id), name text);
CREATE TABLE letters (id uuid PRIMARY KEY, workspace_id uuid NOT NULL REFERENCES workspaces (id), contact_id uuid REFERENCES contacts (id));
