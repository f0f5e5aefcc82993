import { limiters } from "./limits";

export async function limit(name: keyof typeof limiters, key: string) {
  await limiters[name].consume(key);
}
