import { checkListingRateLimit } from "../../../lib/rate-limit";

export async function GET(request: Request) {
  const { success } = await checkListingRateLimit(new URL(request.url).pathname);
  return new Response(null, { status: success ? 200 : 429 });
}
