import { withRateLimit } from "@/lib/rate-limit";

export async function POST(request: Request) {
  const refused = await withRateLimit(request, "orders");
  if (refused) return refused;
  const order = await request.json();
  return Response.json({ id: order.id }, { status: 201 });
}
