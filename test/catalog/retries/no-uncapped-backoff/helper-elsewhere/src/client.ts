import { cappedBackoff, exponentialBackoff } from "./backoff";
import { sleep } from "./sleep";

export async function read(url: string): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    const response = await fetch(url);
    if (response.ok) return response;
    await sleep(cappedBackoff(attempt)); // ok: no-uncapped-backoff — the helper has a ceiling
  }
}

export async function write(url: string, body: string): Promise<Response> {
  for (let attempt = 0; attempt < 4; attempt++) {
    const response = await fetch(url, { method: "PUT", body });
    if (response.ok) return response;
    await sleep(exponentialBackoff(attempt));
  }
  throw new Error("gave up");
}
