import { allowSubmission } from "@/lib/security/rate-limit";

const buckets = new Map<string, { tokens: number; at: number }>();
const attempts = new Map<string, number>();

const addressOf = (request: Request) => request.headers.get("x-forwarded-for")?.split(",")[0]?.trim() ?? ""; // expect: no-spoofable-limit-key/clientHeader warning

function takeToken(address: string): boolean {
  const used = attempts.get(address) ?? 0;
  attempts.set(address, used + 1);
  return used < 60;
}

export function middleware(request: Request) {
  if (!takeToken(addressOf(request))) return new Response("Too many requests", { status: 429 });
  return undefined;
}

export async function submit(request: Request) {
  const key = `contact:${request.headers.get("x-forwarded-for") ?? "unknown"}`; // expect: no-spoofable-limit-key/clientHeader warning
  if (!(await allowSubmission(key))) return new Response(null, { status: 429 });
  return new Response(null, { status: 204 });
}

export function remember(request: Request, name: string) {
  buckets.set(name, { tokens: 1, at: Date.now() });
  console.info(name, request.headers.get("x-forwarded-for")); // ok: no-spoofable-limit-key — logged
}
