const MAX_PAUSE_MS = 30_000;

const sleep = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

export async function exportPage(url: string): Promise<Response> {
  const response = await fetch(url);
  if (response.status !== 429) return response;
  const seconds = parseInt(response.headers.get("Retry-After") ?? "1", 10);
  // expect: no-unchecked-retry-after/unbounded warning
  await sleep(seconds * 1000);
  return fetch(url);
}

export async function importRow(send: () => Promise<{ status: number; headers: Record<string, string> }>) {
  const first = await send();
  if (first.status !== 503) return first;
  const header = first.headers["retry-after"];
  const delay = header ? Number(header) * 1000 : 500;
  // expect: no-unchecked-retry-after/unbounded warning
  await new Promise(resolve => setTimeout(resolve, delay));
  return send();
}

export async function capped(response: Response): Promise<void> {
  const seconds = Number(response.headers.get("retry-after"));
  // expect: no-unchecked-retry-after/dateLost advice
  await sleep(Math.min(Math.max(seconds * 1000, 1_000), MAX_PAUSE_MS));
}

export async function cappedOnly(response: Response): Promise<void> {
  const header = response.headers.get("retry-after");
  const seconds = Number(header) || 1;
  // expect: no-unchecked-retry-after/noFloor advice
  await sleep(Math.min(seconds * 1000, MAX_PAUSE_MS));
}

export async function bothForms(response: Response): Promise<void> {
  const header = response.headers.get("retry-after") ?? "1";
  let delayMs = Number(header) * 1000;
  if (Number.isNaN(delayMs)) delayMs = new Date(header).getTime() - Date.now();
  if (delayMs > MAX_PAUSE_MS) delayMs = MAX_PAUSE_MS;
  if (delayMs < 1_000) delayMs = 1_000;
  // ok: no-unchecked-retry-after — both bounds are set above, and a date is read
  await sleep(delayMs);
}

export async function givesUp(response: Response): Promise<boolean> {
  const seconds = Number(response.headers.get("retry-after")) || 1;
  const waitMs = seconds * 1000;
  if (waitMs > MAX_PAUSE_MS) return false;
  if (waitMs >= 1) {
    // ok: no-unchecked-retry-after — whoever asks for more is not waited for
    await sleep(waitMs);
  }
  return true;
}

export async function betweenPages(): Promise<void> {
  // ok: no-unchecked-retry-after — no server has a say in it
  await sleep(250);
}
