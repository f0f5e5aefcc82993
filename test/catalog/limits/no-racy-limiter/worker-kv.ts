interface Env {
  LIMITS: { get(key: string): Promise<string | null>; put(key: string, value: string, options: object): Promise<void> };
}

export async function checkRateLimit(env: Env, ip: string): Promise<boolean> {
  const key = `limit:${ip}`;
  const count = Number((await env.LIMITS.get(key)) ?? "0"); // expect: no-racy-limiter/overrun warning
  if (count >= 30) return false;
  await env.LIMITS.put(key, String(count + 1), { expirationTtl: 60 });
  return true;
}

export async function readFlag(env: Env): Promise<number> {
  const version = Number((await env.LIMITS.get("version")) ?? "0"); // ok: no-racy-limiter — no count of requests
  if (version > 3) await env.LIMITS.put("seen", String(version), {});
  return version;
}
