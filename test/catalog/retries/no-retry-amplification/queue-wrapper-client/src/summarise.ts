import pRetry from "p-retry";
import { ask } from "./ask";

export async function summarise(text: string): Promise<string> {
  return pRetry(() => ask(text));
}

export async function summariseOnce(text: string): Promise<string> {
  return pRetry(() => ask(text), { retries: 0 });
}
