import { Router } from "express";
import knex from "./knex-client.ts";
import { requireAuth } from "./auth.ts";

export const replies = Router();

replies.get("/replies/:id", requireAuth, async (req, res) => {
  const organizationId = req.user.organizationId;
  // ok: require-tenant-filter — the object names the organization
  const reply = await knex("replies").where({ id: req.params.id, organization_id: organizationId }).first();
  res.json(reply);
});

replies.delete("/replies/:id", requireAuth, async (req, res) => {
  const organizationId = req.user.organizationId;
  // expect: require-tenant-filter/chosenByCaller error
  await knex("replies").where("id", req.params.id).del();
  res.json({ organizationId });
});

replies.put("/replies/:id", requireAuth, async (req, res) => {
  const organizationId = req.user.organizationId;
  // ok: require-tenant-filter — a piece of SQL may hold the organization
  await knex("replies").where("id", req.params.id).whereRaw("organization_id = ?", [organizationId]).update({ body: "" });
  res.end();
});
