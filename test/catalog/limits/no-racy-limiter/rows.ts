import { createClient } from "@supabase/supabase-js";
import { PrismaClient } from "@prisma/client";

const supabase = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_KEY!);
const prisma = new PrismaClient();
const LIMIT = 5;

export async function checkSmsRateLimit(phone: string) {
  const since = new Date(Date.now() - 3_600_000).toISOString();
  const { count } = await supabase // expect: no-racy-limiter/overrun warning
    .from("sms_attempts")
    .select("*", { count: "exact", head: true })
    .eq("phone", phone)
    .gte("created_at", since);
  if ((count ?? 0) >= LIMIT) return false;
  await supabase.from("sms_attempts").insert({ phone });
  return true;
}

export async function checkLoginLimit(email: string) {
  const failed = await prisma.loginAttempt.count({ where: { email } }); // expect: no-racy-limiter/overrun warning
  if (failed >= LIMIT) throw new Error("locked");
  await prisma.loginAttempt.create({ data: { email } });
}

export async function countPosts(author: string) {
  const posts = await prisma.post.count({ where: { author } }); // ok: no-racy-limiter — rows of a feature, no limiter
  if (posts >= LIMIT) throw new Error("upgrade");
  await prisma.post.create({ data: { author } });
}

export async function raiseWindow(key: string) {
  const { data } = await supabase.from("rate_limits").select("count").eq("key", key).single(); // expect: no-racy-limiter/overrun warning
  if (data && data.count >= LIMIT) return false;
  await supabase
    .from("rate_limits")
    .update({ count: (data?.count ?? 0) + 1 })
    .eq("key", key);
  return true;
}
