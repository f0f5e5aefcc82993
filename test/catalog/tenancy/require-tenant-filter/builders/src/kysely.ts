import { Router } from "express";
import { Kysely, PostgresDialect } from "kysely";
import { requireAuth } from "./auth.ts";

const db = new Kysely<Database>({ dialect: new PostgresDialect({}) });
export const tickets = Router();

tickets.get("/tickets/:id", requireAuth, async (req, res) => {
  const organizationId = req.user.organizationId;
  // ok: require-tenant-filter — both conditions hold
  const ticket = await db
    .selectFrom("tickets")
    .selectAll()
    .where("id", "=", req.params.id)
    .where("organization_id", "=", organizationId)
    .executeTakeFirst();
  res.json(ticket);
});

tickets.patch("/tickets/:id", requireAuth, async (req, res) => {
  const organizationId = req.user.organizationId;
  // expect: require-tenant-filter/chosenByCaller error
  await db.updateTable("tickets").set({ state: "closed" }).where("id", "=", req.params.id).execute();
  res.json({ organizationId });
});

tickets.delete("/replies/:id", requireAuth, async (req, res) => {
  const organizationId = req.user.organizationId;
  // expect: require-tenant-filter/chosenByCaller error
  await db.deleteFrom("replies").where("id", "=", req.params.id).where("organization_id", "!=", organizationId).execute();
  res.end();
});

tickets.post("/tickets", requireAuth, async (req, res) => {
  const organizationId = req.user.organizationId;
  // ok: require-tenant-filter — the condition is built by a function
  const open = await db.selectFrom("tickets").selectAll().where(eb => eb("organization_id", "=", organizationId)).execute();
  res.json(open);
});
