import { limiterFor } from "./limiter";

export async function guard(apiKey: string): Promise<Response | undefined> {
  const { success, reset } = await limiterFor(60).limit(apiKey);
  if (success) return undefined;
  return new Response("Too many requests", {
    status: 429,
    headers: {
      // expect: no-unchecked-retry-after/notSeconds error
      "Retry-After": String(Math.max(1, Math.ceil((reset - Date.now()) / 1000))),
      "X-RateLimit-Reset": reset.toString(),
    },
  });
}

export async function guardUpload(apiKey: string): Promise<Response | undefined> {
  const { success, reset } = await limiterFor(5).limit(apiKey);
  if (success) return undefined;
  // ok: no-unchecked-retry-after — the seconds that are left
  const headers = { "Retry-After": String(Math.ceil((reset - Date.now()) / 1000)) };
  return new Response("Too many uploads", { status: 429, headers });
}

export async function guardExport(apiKey: string): Promise<Response | undefined> {
  const { success, reset } = await limiterFor(2).limit(apiKey);
  if (success) return undefined;
  // expect: no-unchecked-retry-after/notSeconds error
  const headers = { "Retry-After": String(Math.floor(reset / 1000)) };
  return new Response("Too many exports", { status: 429, headers });
}
