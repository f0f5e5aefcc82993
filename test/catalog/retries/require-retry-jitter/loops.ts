import pRetry from "p-retry";

const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

interface Settings {
  baseMs: number;
  maxMs: number;
  jitter: boolean;
}

export async function upload(url: string, body: string): Promise<Response> {
  for (let attempt = 0; attempt <= 3; attempt++) {
    try {
      return await fetch(url, { method: "PUT", body });
    } catch (error) {
      if (attempt === 3) throw error;
      await sleep(1000 * 2 ** attempt); // expect: require-retry-jitter/clients warning
    }
  }
  throw new Error("unreachable");
}

export async function load(url: string): Promise<Response> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const response = await fetch(url);
    if (response.ok) return response;
    if (response.status === 429) {
      const delay = 500 + attempt ** 2 * 50; // expect: require-retry-jitter/refused warning
      await sleep(delay);
    }
  }
  throw new Error("refused five times");
}

function delayFor(attempt: number, settings: Settings): number {
  const delay = Math.min(settings.baseMs * 2 ** attempt, settings.maxMs);
  if (settings.jitter) return delay + delay * 0.25 * Math.random();
  return delay; // ok: require-retry-jitter — an option of its own adds it
}

export async function loadSpread(url: string, settings: Settings): Promise<Response> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const response = await fetch(url);
    if (response.ok) return response;
    await sleep(delayFor(attempt, settings));
  }
  throw new Error("no answer");
}

// expect: require-retry-jitter/clients warning
export const loadRates = () => pRetry(() => fetch("https://rates.example.com"), { retries: 4 });

// ok: require-retry-jitter — between once and twice the delay
export const loadPrices = () => pRetry(() => fetch("https://prices.example.com"), { retries: 4, randomize: true });
