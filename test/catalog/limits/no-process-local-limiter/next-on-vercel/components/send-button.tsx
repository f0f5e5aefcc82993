"use client";

const clicks = new Map<string, number>(); // ok: no-process-local-limiter — one browser, one person

export function throttleClick(id: string, limit: number): boolean {
  const count = (clicks.get(id) ?? 0) + 1;
  clicks.set(id, count);
  setTimeout(() => clicks.delete(id), 1000);
  return count <= limit;
}
