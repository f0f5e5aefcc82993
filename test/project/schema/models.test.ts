import assert from "node:assert/strict";
import { before, describe, it } from "mocha";

import { LineIndex } from "../../../rules/ir/lines.ts";
import { parsePython } from "../../../rules/languages/python/parse.ts";
import { sqlSchemaFacts } from "../../../rules/languages/sql/lower.ts";
import { loadSqlParser } from "../../../rules/languages/sql/parse.ts";
import { parseTypeScript } from "../../../rules/languages/typescript/parse.ts";
import { buildSchema } from "../../../rules/project/schema/build-schema.ts";
import { declaredTables } from "../../../rules/project/schema/declared-tables.ts";
import { prismaSchemaFacts } from "../../../rules/project/schema/prisma.ts";
import { findColumn, findModel, findTable, type Schema, type Table } from "../../../rules/project/schema/schema.ts";
import type { SchemaFacts } from "../../../rules/project/schema/schema-facts.ts";

export function schemaOf(files: Record<string, string>): Schema {
  return buildSchema(Object.entries(files).map(([path, text]) => ({ path, facts: factsOf(path, text) })));
}

function factsOf(path: string, text: string): SchemaFacts {
  if (path.endsWith(".sql")) return sqlSchemaFacts(text);
  if (path.endsWith(".prisma")) return prismaSchemaFacts(text);
  const module = path.endsWith(".py") ? parsePython(text, path) : parseTypeScript(text, path);
  return { operations: [], tables: declaredTables(module, new LineIndex(text)) };
}

function get(schema: Schema, name: string): Table {
  const table = findTable(schema, name);
  assert.ok(table, `table ${name} among ${[...schema.tables.keys()].join()}`);
  return table;
}

const names = (table: Table) => [...table.columns.keys()];
const references = (table: Table) => table.foreignKeys.map(key => [key.columns.join(), key.table, key.onDelete]);

describe("Prisma schema", () => {
  const WORKSPACE = `
// a model in a comment: model Ghost { id Int @id }
enum Role {
  owner
  member
}

model Workspace {
  id       String    @id @default(cuid())
  slug     String    @unique // used in { urls }
  members  Member[]
  webhooks Webhook[]
}

model Member {
  userId      String
  workspaceId String    @map("workspace_id")
  role        Role      @default(member)
  workspace   Workspace @relation(fields: [workspaceId], references: [id], onDelete: Cascade)

  @@id([userId, workspaceId])
  @@map("members")
}`;
  const WEBHOOK = `model Webhook {
  id          String     @id
  url         String     @db.Text
  workspaceId String?
  workspace   Workspace? @relation("hooks",
    fields: [workspaceId],
    references: [id])
  links       LinkWebhook[]
  settings    HookSettings?

  @@unique([workspaceId, url(sort: Desc)], map: "hook_once")
  @@index([
    workspaceId
  ])
}
model HookSettings { id Int @id }
model LinkWebhook { id Int @id }`;

  it("gives models with their database names, keys and references, across files", () => {
    const schema = schemaOf({ "prisma/schema/workspace.prisma": WORKSPACE, "prisma/schema/webhook.prisma": WEBHOOK });
    const member = get(schema, "members");
    assert.equal(member.modelName, "Member");
    assert.deepEqual(names(member), ["userId", "workspace_id", "role"]);
    assert.equal(findColumn(member, "workspaceId")!.name, "workspace_id");
    assert.deepEqual(member.primaryKey, ["userId", "workspace_id"]);
    assert.deepEqual(references(member), [["workspace_id", "Workspace", "cascade"]]);
    const webhook = findModel(schema, "webhook")!;
    assert.deepEqual(names(webhook), ["id", "url", "workspaceId"]);
    assert.deepEqual(references(webhook), [["workspaceId", "Workspace", "set null"]]);
    assert.deepEqual(
      webhook.uniqueKeys.map(key => [key.columns, key.name]),
      [[["workspaceId", "url"], "hook_once"]],
    );
    assert.equal(webhook.foreignKeys[0]!.field, "workspace");
    assert.equal(schema.models.has("Ghost"), false);
  });

  it("joins the tables that its migrations create, keeping field names", () => {
    const schema = schemaOf({
      "prisma/schema.prisma": WORKSPACE,
      "prisma/migrations/20240101_init/migration.sql": `CREATE TABLE "members" ("userId" TEXT NOT NULL, "workspace_id" TEXT NOT NULL);`,
    });
    const member = get(schema, "members");
    assert.equal(member.source, "migration");
    assert.deepEqual(member.sources, ["migration", "prisma"]);
    assert.equal(member.columns.get("workspace_id")!.field, "workspaceId");
    assert.equal(member.modelPlace!.path, "prisma/schema.prisma");
  });

  it("survives every prefix", () => {
    for (let length = 0; length <= WEBHOOK.length; length += 3) prismaSchemaFacts(WEBHOOK.slice(0, length));
  });

  before(loadSqlParser);
});

describe("generated Supabase types", () => {
  const text = `export type Json = string | number | null;
export type Database = {
  __InternalSupabase: { PostgrestVersion: "12" };
  public: {
    Tables: {
      calls: {
        Row: { id: number; site_id: string; note: string | null; tags: string[] };
        Insert: { id?: number; site_id: string; note?: string | null; tags?: string[] };
        Update: { id?: number };
        Relationships: [
          {
            foreignKeyName: "calls_site_id_fkey";
            columns: ["site_id"];
            isOneToOne: false;
            referencedRelation: "sites";
            referencedColumns: ["id"];
          },
        ];
      };
      sites: { Row: { id: string }; Insert: {}; Update: {}; Relationships: [] };
    };
    Views: { busy: { Row: { n: number } } };
    Functions: { f: { Args: { a: string }; Returns: undefined } };
  };
};`;

  it("gives columns and references, from the type and from an interface", () => {
    for (const source of [text, text.replace("type Database =", "interface Database").replace(/;\s*$/, "")]) {
      const calls = get(schemaOf({ "src/database.types.ts": source }), "calls");
      assert.deepEqual(names(calls), ["id", "site_id", "note", "tags"]);
      assert.equal(calls.columns.get("note")!.nullable, true);
      assert.equal(calls.columns.get("tags")!.type, "string[]");
      assert.equal(calls.columns.get("id")!.hasDefault, true);
      assert.deepEqual(references(calls), [["site_id", "sites", "unknown"]]);
      assert.equal(calls.source, "types");
      assert.equal(calls.rls, undefined);
      assert.equal(calls.columns.get("site_id")!.place.line, 7);
    }
  });
});

describe("Drizzle tables", () => {
  const text = `import { pgTable, pgTableCreator, pgSchema, uuid, text, timestamp, unique, uniqueIndex, primaryKey } from "drizzle-orm/pg-core";
const timestamps = { createdAt: timestamp("created_at").defaultNow().notNull() };
const createTable = pgTableCreator(name => \`app_\${name}\`);
const billing = pgSchema("billing");
export const teams = pgTable("teams", { id: uuid().primaryKey().defaultRandom(), slug: text("slug").notNull().unique() });
export const members = pgTable(
  "members",
  {
    teamId: uuid("team_id").notNull().references(() => teams.id, { onDelete: "cascade" }),
    userId: uuid("user_id").notNull(),
    ...timestamps,
  },
  t => [primaryKey({ columns: [t.teamId, t.userId] }), uniqueIndex("one_owner").on(t.teamId).where(sql\`role = 'owner'\`)],
).enableRLS();
export const notes = createTable("note", t => ({ id: t.uuid("id").primaryKey(), teamId: t.uuid("team_id").references((): AnyPgColumn => teams.id) }),
  t => ({ once: unique().on(t.teamId, t.id) }));
export const plans = billing.table("plans", { id: uuid("id").primaryKey() });
`;

  it("gives columns, keys and references", () => {
    const schema = schemaOf({ "src/db/schema.ts": text });
    const members = get(schema, "members");
    assert.deepEqual(names(members), ["team_id", "user_id", "created_at"]);
    assert.deepEqual(members.primaryKey, ["team_id", "user_id"]);
    assert.deepEqual(references(members), [["team_id", "teams", "cascade"]]);
    assert.deepEqual(
      members.uniqueKeys.map(key => [key.columns, key.where]),
      [[["team_id"], "role = 'owner'"]],
    );
    assert.equal(members.rls!.enabled, true);
    assert.equal(members.columns.get("created_at")!.hasDefault, true);
    assert.deepEqual(
      get(schema, "teams").uniqueKeys.map(key => key.columns),
      [["slug"]],
    );
    const notes = get(schema, "app_note");
    assert.deepEqual(names(notes), ["id", "team_id"]);
    assert.deepEqual(
      notes.uniqueKeys.map(key => key.columns),
      [["team_id", "id"]],
    );
    assert.equal(get(schema, "billing.plans").modelName, "plans");
    assert.equal(findModel(schema, "notes"), notes);
  });

  it("is silent on code without Drizzle", () => {
    assert.equal(schemaOf({ "a.ts": 'const t = pgTable("t", { id: uuid() });' }).tables.size, 0);
  });
});

describe("SQLAlchemy models", () => {
  it("gives columns, keys and references, with mixins of other files", () => {
    const schema = schemaOf({
      "app/mixins.py": `from sqlalchemy import Column, DateTime, ForeignKey, Integer
from sqlalchemy.orm import declared_attr, relationship

class OrgMixin:
    created_at = Column(DateTime)

    @declared_attr
    def organization_id(cls):
        return Column(Integer, ForeignKey("core.organization.id", ondelete="CASCADE"))
`,
      "app/models.py": `import sqlalchemy as sa
from sqlalchemy import Column, Integer, String, UniqueConstraint, Index, ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column, relationship
from .mixins import OrgMixin

class Organization(Base):
    __tablename__ = "organization"
    __table_args__ = {"schema": "core"}
    id = Column(Integer, primary_key=True)

class Lead(OrgMixin, Base):
    __tablename__ = "leads"
    __table_args__ = (
        UniqueConstraint("organization_id", "email", name="one_email"),
        Index("live", "email", unique=True, postgresql_where=text("deleted_at IS NULL")),
        {"comment": "x"},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(320), index=True)
    note: Mapped[str | None]
    kind = Column("type", String, nullable=False)
    owner_id = Column(Integer, ForeignKey(Organization.id, ondelete="SET NULL"))
    owner = relationship("Organization")

class LeadScore(Base):
    id = Column(Integer, primary_key=True)

tags = sa.Table("lead_tags", Base.metadata, Column("lead_id", ForeignKey("leads.id"), primary_key=True), Column("tag", String))
`,
    });
    const lead = get(schema, "leads");
    assert.deepEqual(names(lead), ["created_at", "organization_id", "id", "email", "note", "type", "owner_id"]);
    assert.deepEqual(references(lead), [
      ["organization_id", "organization", "cascade"],
      ["owner_id", "organization", "set null"],
    ]);
    assert.equal(lead.foreignKeys[1]!.tableSchema, "core");
    assert.equal(lead.foreignKeys[1]!.field, "owner");
    assert.deepEqual(
      lead.uniqueKeys.map(key => [key.columns, key.name, key.where]),
      [
        [["organization_id", "email"], "one_email", undefined],
        [["email"], "live", "deleted_at IS NULL"],
      ],
    );
    assert.equal(lead.columns.get("email")!.nullable, false);
    assert.equal(lead.columns.get("note")!.nullable, true);
    assert.equal(findColumn(lead, "kind")!.name, "type");
    assert.equal(get(schema, "lead_score").modelName, "LeadScore");
    assert.deepEqual(names(get(schema, "lead_tags")), ["lead_id", "tag"]);
  });

  it("reads SQLModel tables and leaves pydantic models alone", () => {
    const schema = schemaOf({
      "app/models.py": `from sqlmodel import Field, SQLModel
from pydantic import BaseModel

class HeroBase(SQLModel):
    name: str = Field(index=True)

class Hero(HeroBase, table=True):
    id: int | None = Field(default=None, primary_key=True)
    team_id: int | None = Field(default=None, foreign_key="team.id")

class HeroOut(BaseModel):
    id: int = Field(gt=0)
`,
    });
    assert.deepEqual([...schema.tables.keys()], ["hero"]);
    const hero = get(schema, "hero");
    assert.deepEqual(hero.primaryKey, ["id"]);
    assert.deepEqual(references(hero), [["team_id", "team", "no action"]]);
  });
});

describe("Django models", () => {
  const schema = () =>
    schemaOf({
      "api/db/models/base.py": `from django.db import models

class TimeAuditModel(models.Model):
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

class BaseModel(TimeAuditModel):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)

    class Meta:
        abstract = True
`,
      "api/db/models/workspace.py": `from django.conf import settings
from django.db import models
from .base import BaseModel

class Workspace(BaseModel):
    slug = models.SlugField(unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)

    class Meta:
        db_table = "workspaces"

class WorkspaceBaseModel(BaseModel):
    workspace = models.ForeignKey("db.Workspace", models.CASCADE, related_name="workspace_%(class)s")
    project = models.ForeignKey("db.Project", models.PROTECT, null=True)

    class Meta:
        abstract = True
`,
      "api/db/models/cycle.py": `from django.db import models
from rest_framework import serializers
from .workspace import WorkspaceBaseModel

class Cycle(WorkspaceBaseModel):
    name = models.CharField(max_length=255, db_column="title")
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True)
    people = models.ManyToManyField("db.User")

    class Meta:
        unique_together = ["workspace", "name"]
        constraints = [models.UniqueConstraint(fields=["project", "name"], condition=models.Q(deleted_at__isnull=True), name="once")]

class CycleSerializer(serializers.ModelSerializer):
    name = serializers.CharField()
`,
      "api/db/models/user.py": `from django.contrib.auth.models import AbstractBaseUser
from django.db import models

class User(AbstractBaseUser):
    email = models.EmailField(unique=True)
`,
    });

  it("gives columns of abstract bases in other files", () => {
    const cycle = get(schema(), "db_cycle");
    assert.deepEqual(names(cycle), ["created_at", "id", "workspace_id", "project_id", "title", "parent_id"]);
    assert.equal(cycle.columns.get("workspace_id")!.field, "workspace");
    assert.deepEqual(references(cycle), [
      ["workspace_id", "workspaces", "cascade"],
      ["project_id", "Project", "restrict"],
      ["parent_id", "db_cycle", "set null"],
    ]);
    assert.deepEqual(cycle.primaryKey, ["id"]);
    assert.equal(cycle.modelName, "Cycle");
  });

  it("turns field names in constraints into columns", () => {
    assert.deepEqual(
      get(schema(), "db_cycle").uniqueKeys.map(key => [key.columns, key.where]),
      [
        [["workspace_id", "title"], undefined],
        [["project_id", "title"], "deleted_at IS NULL"],
      ],
    );
  });

  it("knows the user model, adds implicit keys, and takes neither bases nor serializers for tables", () => {
    const linked = schema();
    assert.deepEqual([...linked.tables.keys()].sort(), ["db_cycle", "db_user", "workspaces"]);
    assert.deepEqual(get(linked, "db_user").primaryKey, ["id"]);
    assert.deepEqual(references(get(linked, "workspaces")), [["owner_id", "db_user", "cascade"]]);
  });
});
