import { guard } from "./lib/limits";

export async function handler(event: { user: string }) {
  await guard(`messages:${event.user}`, 30);
  return { ok: true };
}
