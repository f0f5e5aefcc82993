import { Router } from "express";
import pg from "pg";
import { requireAuth } from "./auth.ts";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
export const joins = Router();

joins.get("/parcels/:id/label", requireAuth, async (req, res) => {
  const tenantId = req.user.tenantId;
  const { rows } = await pool.query(
    `SELECT l.* FROM parcels p JOIN labels l ON l.tenant_id = p.tenant_id WHERE p.id = $1 AND l.tenant_id = $2`,
    [req.params.id, tenantId],
  );
  res.json(rows);
});

joins.get("/parcels/:id/labels", requireAuth, async (req, res) => {
  const tenantId = req.user.tenantId;
  // expect: require-tenant-filter/chosenByCaller error
  const { rows } = await pool.query(
    "SELECT l.* FROM parcels p JOIN labels l ON l.tenant_id = p.tenant_id WHERE p.id = $1",
    [req.params.id],
  );
  res.json({ rows, tenantId });
});

joins.get("/parcels/:id/optional-labels", requireAuth, async (req, res) => {
  const tenantId = req.user.tenantId;
  // expect: require-tenant-filter/chosenByCaller error
  const { rows } = await pool.query(
    "SELECT p.*, l.name FROM parcels p LEFT JOIN labels l ON l.tenant_id = $2 WHERE p.id = $1",
    [req.params.id, tenantId],
  );
  res.json(rows);
});

joins.delete("/parcels/:id", requireAuth, async (req, res) => {
  const tenantId = req.user.tenantId;
  // ok: require-tenant-filter — the common table expression holds the tenant's rows only
  await pool.query(
    `WITH mine AS (SELECT id FROM parcels WHERE tenant_id = $2)
     DELETE FROM parcels WHERE id IN (SELECT id FROM mine) AND id = $1`,
    [req.params.id, tenantId],
  );
  res.end();
});

joins.put("/parcels/:id", requireAuth, async (req, res) => {
  const tenantId = req.user.tenantId;
  // expect: require-tenant-filter/chosenByCaller error
  await pool.query(
    `WITH picked AS (SELECT id FROM parcels WHERE id = $1 FOR UPDATE)
     UPDATE parcels SET weight = $2 FROM picked WHERE parcels.id = picked.id`,
    [req.params.id, req.body.weight],
  );
  res.json({ tenantId });
});

joins.get("/parcels", requireAuth, async (req, res) => {
  const tenantId = req.user.tenantId;
  // expect: require-tenant-filter/chosenByCaller error
  const either = await pool.query("SELECT * FROM parcels WHERE id = $1 AND (tenant_id = $2 OR weight > 0)", [
    req.query.id,
    tenantId,
  ]);
  // ok: require-tenant-filter — every branch names the tenant
  const both = await pool.query(
    "SELECT * FROM parcels WHERE (id = $1 AND tenant_id = $2) OR (weight > 9 AND tenant_id = $2)",
    [req.query.id, tenantId],
  );
  // ok: require-tenant-filter — a function of the database may restrict the rows
  const judged = await pool.query("SELECT * FROM parcels WHERE may_read(tenant_id, $1)", [req.user.id]);
  res.json({ either, both, judged });
});

joins.get("/search", requireAuth, async (req, res) => {
  const tenantId = req.user.tenantId;
  const where = [`tenant_id = '${tenantId}'`].join(" AND ");
  // ok: require-tenant-filter — the condition is a text that is built elsewhere
  const { rows } = await pool.query(`SELECT * FROM parcels WHERE ${where}`);
  res.json(rows);
});
