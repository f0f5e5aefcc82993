export function getClientIp(headers: Headers): string {
  const forwarded = headers.get("x-forwarded-for"); // expect: no-spoofable-limit-key/clientHeader warning
  if (forwarded) {
    const addresses = forwarded.split(",").map(one => one.trim());
    if (addresses.length > 0) return addresses[0];
  }
  return headers.get("x-real-ip") ?? "unknown"; // ok: no-spoofable-limit-key — only without the list of addresses
}

export function getNearestIp(headers: Headers): string {
  const addresses = headers.get("x-forwarded-for")?.split(",") ?? []; // ok: no-spoofable-limit-key — the last one
  return addresses[addresses.length - 1] ?? "unknown";
}

export function getCountry(headers: Headers): string {
  return headers.get("x-forwarded-for")?.split(",")[0] ?? ""; // ok: no-spoofable-limit-key — no limiter counts by it
}
