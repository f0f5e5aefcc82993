export function nearestAddress(list: string | null): string | null {
  if (!list) return null;
  const entries = list.split(",").map(one => one.trim());
  return entries[entries.length - 1];
}

export function farthestAddress(list: string | null): string {
  return (list ?? "").split(",")[0];
}

export function digest(text: string): string {
  return Buffer.from(text).toString("hex");
}
