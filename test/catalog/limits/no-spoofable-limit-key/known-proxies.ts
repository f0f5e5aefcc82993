import { checkRateLimit } from "./limits";
import { isTrustedProxy } from "./network";

export async function POST(request: Request, peer: string) {
  const forwarded = request.headers.get("x-forwarded-for")?.split(",")[0]; // ok: no-spoofable-limit-key — only a known proxy is believed
  const ip = forwarded && isTrustedProxy(peer) ? forwarded : peer;
  if (!(await checkRateLimit(ip))) return new Response(null, { status: 429 });
  return new Response(null, { status: 204 });
}

export async function PUT(request: Request) {
  const edge = request.headers.get("cf-connecting-ip");
  const ip = edge ?? request.headers.get("x-forwarded-for")?.split(",")[0] ?? ""; // ok: no-spoofable-limit-key — behind Cloudflare the other header is always there
  if (!(await checkRateLimit(ip))) return new Response(null, { status: 429 });
  return new Response(null, { status: 204 });
}

export async function PATCH(request: Request) {
  const ip = request.headers.get("fly-client-ip") ?? ""; // ok: no-spoofable-limit-key — the platform writes it
  if (!(await checkRateLimit(ip))) return new Response(null, { status: 429 });
  return new Response(null, { status: 204 });
}
