interface Reply {
  status(code: number): { json(body: object): void };
}

const hits = new Map<string, number>();

export async function rateLimitMiddleware(req: { ip: string }, res: Reply, next: () => void) {
  const count = (hits.get(req.ip) ?? 0) + 1;
  hits.set(req.ip, count);
  if (count > 10) {
    res.status(429).json({ error: "Too many requests" });
    return false;
  }
  next();
  return true;
}

export async function handler(req: { ip: string }, res: Reply) {
  rateLimitMiddleware(req, res, () => res.status(200).json({})); // ok: no-ignored-limit-result — what comes next is given to it
}

export async function other(req: { ip: string }, res: Reply) {
  await rateLimitMiddleware(req, res, () => res.status(200).json({})); // ok: no-ignored-limit-result — the same, awaited
}
