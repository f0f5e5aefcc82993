import pg from "pg";
import { PrismaClient } from "@prisma/client";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const prisma = new PrismaClient();

export async function asTenant(tenantId: string) {
  // expect: require-tenant-filter/settingOutlives error
  await pool.query("SELECT set_config('app.tenant_id', $1, false)", [tenantId]);
}

export async function asTenantInTransaction<T>(tenantId: string, work: () => Promise<T>): Promise<T> {
  await pool.query("BEGIN");
  // ok: require-tenant-filter — it ends with the transaction
  await pool.query("SELECT set_config('app.tenant_id', $1, true)", [tenantId]);
  const result = await work();
  await pool.query("COMMIT");
  return result;
}

export async function withPrisma(tenantId: string) {
  // expect: require-tenant-filter/settingOutlives error
  await prisma.$executeRaw`SELECT set_config('app.tenant_id', ${tenantId}, false)`;
  // ok: require-tenant-filter — says nothing of a tenant
  await prisma.$executeRaw`SELECT set_config('app.locale', ${"en"}, false)`;
}

export async function onOneConnection(tenantId: string) {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  // ok: require-tenant-filter — the connection is made for this work and ends with it
  await client.query("SELECT set_config('app.tenant_id', $1, false)", [tenantId]);
  await client.end();
}

export async function givenBackClean(tenantId: string, work: () => Promise<void>) {
  // ok: require-tenant-filter — the connection is given back as it was
  await pool.query("SELECT set_config('app.tenant_id', $1, false)", [tenantId]);
  await work();
  await pool.query("RESET ALL");
}
