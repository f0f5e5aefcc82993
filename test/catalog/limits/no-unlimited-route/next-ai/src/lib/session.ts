export async function requireUser(request: Request): Promise<{ id: string }> {
  const id = request.headers.get("x-session");
  if (!id) throw new Error("Sign in first.");
  return { id };
}
