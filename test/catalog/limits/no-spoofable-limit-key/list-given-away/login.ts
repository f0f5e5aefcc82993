import { digest, farthestAddress, nearestAddress } from "./lib/addresses";
import { checkRateLimit } from "./lib/rate-limit";

export async function POST(request: Request) {
  const address = nearestAddress(request.headers.get("x-forwarded-for")); // ok: no-spoofable-limit-key — the function takes the last one
  if (!(await checkRateLimit(address ?? ""))) return new Response(null, { status: 429 });
  return new Response(null, { status: 204 });
}

export async function PUT(request: Request) {
  const address = farthestAddress(request.headers.get("x-forwarded-for")); // expect: no-spoofable-limit-key/clientHeader warning
  if (!(await checkRateLimit(address))) return new Response(null, { status: 429 });
  return new Response(null, { status: 204 });
}

export async function PATCH(request: Request) {
  const address = digest(request.headers.get("x-forwarded-for") ?? ""); // expect: no-spoofable-limit-key/clientHeader warning
  if (!(await checkRateLimit(address))) return new Response(null, { status: 429 });
  return new Response(null, { status: 204 });
}

async function enforceQuota(options: { address: string; agent: string }) {
  console.info(options.agent);
  return checkRateLimit(options.address);
}

async function enforceSignup({ address, agent }: { address: string; agent: string }) {
  console.info(agent);
  return checkRateLimit(`signup:${address}`);
}

export async function DELETE(request: Request, peer: string) {
  // ok: no-spoofable-limit-key — the agent is logged, the address counts
  const agent = request.headers.get("user-agent") ?? "";
  if (!(await enforceSignup({ address: peer, agent })) || !(await enforceQuota({ address: peer, agent })))
    return new Response(null, { status: 429 });
  return new Response(null, { status: 204 });
}

export async function middleware(headers: Record<string, string | string[] | undefined>) {
  const list = headers["x-forwarded-for"]; // ok: no-spoofable-limit-key — the function takes the last one
  const address = nearestAddress(Array.isArray(list) ? list.join(",") : (list ?? null));
  return checkRateLimit(address ?? "");
}
