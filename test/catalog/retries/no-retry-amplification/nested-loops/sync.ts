const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

async function send(url: string, body: string): Promise<void> {
  const response = await fetch(url, { method: "POST", body });
  if (!response.ok) throw new Error(`status ${response.status}`);
}

async function sendSeveral(url: string, body: string): Promise<void> {
  for (let attempt = 0; attempt < 6; attempt++) {
    try {
      return await send(url, body);
    } catch (error) {
      if (attempt === 5) throw error;
      await pause(1000);
    }
  }
}

export async function syncOrders(url: string, orders: string[]): Promise<void> {
  // expect: no-retry-amplification/multiplied
  for (let attempt = 0; attempt < 7; attempt++) {
    try {
      await sendSeveral(url, JSON.stringify(orders));
      return;
    } catch (error) {
      if (attempt === 6) throw error;
      await pause(5000);
    }
  }
}

export async function syncStock(url: string, items: string[]): Promise<void> {
  // ok: no-retry-amplification — 3 × 6 attempts
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await sendSeveral(url, JSON.stringify(items));
      return;
    } catch (error) {
      if (attempt === 2) throw error;
      await pause(5000);
    }
  }
}

export async function syncPages(url: string, pages: string[]): Promise<void> {
  // ok: no-retry-amplification — a loop over pages repeats no failure
  for (const page of pages) await sendSeveral(url, page);
}
