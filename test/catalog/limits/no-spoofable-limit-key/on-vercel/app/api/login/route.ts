import { checkRateLimit } from "./limits";

export async function POST(request: Request) {
  const ip = request.headers.get("x-forwarded-for")?.split(",")[0] ?? ""; // expect: no-spoofable-limit-key/clientHeader advice
  const agent = request.headers.get("user-agent") ?? ""; // expect: no-spoofable-limit-key/clientHeader warning
  if (!(await checkRateLimit(`${ip}|${agent}`))) return new Response(null, { status: 429 });
  return new Response(null, { status: 204 });
}
