export async function POST(request: Request) {
  const order = await request.json();
  return Response.json({ id: order.id }, { status: 201 });
}
