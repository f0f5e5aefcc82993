import { integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

export const organizations = pgTable("organizations", { id: uuid("id").primaryKey() });

export const members = pgTable("members", {
  organizationId: uuid("organization_id").references(() => organizations.id),
  userId: uuid("user_id").notNull(),
});

export const boards = pgTable("boards", {
  id: uuid("id").primaryKey(),
  organizationId: uuid("organization_id").notNull().references(() => organizations.id),
  title: text("title").notNull(),
});

export const cards = pgTable("cards", {
  id: uuid("id").primaryKey(),
  organizationId: uuid("organization_id").notNull().references(() => organizations.id),
  boardId: uuid("board_id").notNull().references(() => boards.id),
  position: integer("position").notNull(),
});

export const drafts = pgTable("drafts", {
  id: uuid("id").primaryKey(),
  organizationId: uuid("organization_id").notNull().references(() => organizations.id),
  expiresAt: timestamp("expires_at").notNull(),
});

export const invitations = pgTable("invitations", {
  id: uuid("id").primaryKey(),
  organizationId: uuid("organization_id").notNull().references(() => organizations.id),
});
