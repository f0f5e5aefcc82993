import { createClient } from "@supabase/supabase-js";
import { PrismaClient } from "@prisma/client";
import { Pool } from "pg";

const supabase = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_KEY!);
const prisma = new PrismaClient();
const pool = new Pool();

export async function checkAndIncrement(key: string, limit: number) {
  const { data } = await supabase
    .from("rate_limits")
    .upsert({ key, count: 1, updated_at: new Date().toISOString() }, { onConflict: "key" }) // expect: no-invalid-limit/resets error
    .select("count")
    .single();
  return (data?.count ?? 0) <= limit;
}

export async function takeToken(key: string, limit: number) {
  const row = await prisma.rateLimit.upsert({ // expect: no-invalid-limit/resets error
    where: { key },
    create: { key, count: 1 },
    update: { count: 1 },
  });
  return row.count <= limit;
}

export async function takeTokenAtomically(key: string, limit: number) {
  const row = await prisma.rateLimit.upsert({ // ok: no-invalid-limit — an existing row is raised
    where: { key },
    create: { key, count: 1 },
    update: { count: { increment: 1 } },
  });
  return row.count <= limit;
}

export async function checkLoginLimit(key: string, limit: number) {
  const { rows } = await pool.query( // expect: no-invalid-limit/resets error
    "INSERT INTO rate_limits (key, count) VALUES ($1, 1) ON CONFLICT (key) DO UPDATE SET count = EXCLUDED.count RETURNING count",
    [key],
  );
  return rows[0].count <= limit;
}

export async function checkLoginLimitAtomically(key: string, limit: number) {
  const { rows } = await pool.query( // ok: no-invalid-limit — the count is raised in place
    "INSERT INTO rate_limits (key, count) VALUES ($1, 1) ON CONFLICT (key) DO UPDATE SET count = rate_limits.count + 1 RETURNING count",
    [key],
  );
  return rows[0].count <= limit;
}

export async function openWindow(key: string, expired: boolean) {
  if (expired) {
    await supabase.from("rate_limits").upsert({ key, count: 1 }, { onConflict: "key" }); // ok: no-invalid-limit — a new window begins
  }
}

export async function storeProfile(id: string) {
  await supabase.from("profiles").upsert({ id, count: 1 }, { onConflict: "id" }); // ok: no-invalid-limit — no limiter
}
