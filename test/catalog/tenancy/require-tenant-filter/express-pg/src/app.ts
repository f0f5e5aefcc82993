import express from "express";
import pg from "pg";
import { requireAuth } from "./auth.ts";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const app = express();

app.get("/parcels/:id", requireAuth, async (req, res) => {
  const tenantId = req.user.tenantId;
  // ok: require-tenant-filter — the tenant is the second condition
  const { rows } = await pool.query("SELECT * FROM parcels WHERE id = $1 AND tenant_id = $2", [req.params.id, tenantId]);
  res.json(rows[0]);
});

app.delete("/parcels/:id", requireAuth, async (req, res) => {
  const tenantId = req.user.tenantId;
  // expect: require-tenant-filter/chosenByCaller error
  await pool.query("DELETE FROM parcels WHERE id = $1", [req.params.id]);
  res.json({ tenantId });
});

app.get("/labels", requireAuth, async (req, res) => {
  // ok: require-tenant-filter — a join is not read
  const { rows } = await pool.query("SELECT l.* FROM labels l JOIN tenant_users u ON u.tenant_id = l.tenant_id WHERE u.user_id = $1", [req.user.id]);
  res.json(rows);
});
