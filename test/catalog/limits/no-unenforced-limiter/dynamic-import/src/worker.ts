export async function send(to: string) {
  const { isRateLimited } = await import("./rate-limiter");
  if (isRateLimited(to, 10)) return false;
  return true;
}
