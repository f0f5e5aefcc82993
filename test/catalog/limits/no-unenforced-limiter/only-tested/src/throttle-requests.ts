const counts = new Map<string, number>();

export function throttleRequests(ip: string, limit = 60): { allowed: boolean } { // expect: no-unenforced-limiter/neverUsed warning
  const count = (counts.get(ip) ?? 0) + 1;
  counts.set(ip, count);
  return { allowed: count <= limit };
}
