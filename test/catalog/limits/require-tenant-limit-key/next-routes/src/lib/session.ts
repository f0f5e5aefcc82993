export async function requireUser(request: Request): Promise<{ id: string; site: string }> {
  const id = request.headers.get("x-session");
  if (!id) throw new Error("Sign in first.");
  return { id, site: id.slice(0, 4) };
}

export async function getSession(request: Request): Promise<{ user: string } | undefined> {
  const user = request.headers.get("x-session");
  return user ? { user } : undefined;
}
