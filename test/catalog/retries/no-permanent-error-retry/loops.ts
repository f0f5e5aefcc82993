import axios from "axios";

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

export async function fetchReport(url: string): Promise<unknown> {
  for (let attempt = 0; attempt < 4; attempt++) {
    try {
      const response = await fetch(url);
      if (response.ok) return await response.json();
      if (response.status === 429 || response.status >= 500) throw new Error(`busy: ${response.status}`);
      if (response.status === 403) {
        // expect: no-permanent-error-retry/refusal warning
        throw new Error("not allowed");
      }
    } catch (error) {
      if (attempt === 3) throw error;
      await pause(1_000);
    }
  }
  return undefined;
}

export async function sendEvent(url: string, event: object): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      await axios.post(url, event);
      return;
    // expect: no-permanent-error-retry/refusal warning
    } catch (error) {
      if (attempt === 3) throw error;
      await pause(500 * attempt);
    }
  }
}

export async function sendOrder(url: string, order: object): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      await axios.post(url, order);
      return;
    } catch (error) {
      // ok: no-permanent-error-retry — the status decides
      const status = axios.isAxiosError(error) ? error.response?.status : undefined;
      if (attempt === 3 || (status !== undefined && status < 500 && status !== 429)) throw error;
      await pause(500 * attempt);
    }
  }
}

function isTransient(error: unknown): boolean {
  return error instanceof TypeError;
}

export async function sendInvoice(url: string, invoice: object): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      await axios.post(url, invoice);
      return;
    } catch (error) {
      // ok: no-permanent-error-retry — a test of its own decides
      if (attempt === 3 || !isTransient(error)) throw error;
      await pause(500 * attempt);
    }
  }
}

export async function fetchLater(url: string): Promise<unknown> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      const response = await fetch(url);
      if (response.status === 404) return undefined;
      // ok: no-permanent-error-retry — only a server's trouble is thrown
      if (response.status >= 500) throw new Error(`HTTP ${response.status}`);
      return await response.json();
    } catch (error) {
      if (attempt === 3) throw error;
      await pause(500 * attempt);
    }
  }
  return undefined;
}

export async function callAny(call: () => Promise<unknown>): Promise<unknown> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      return await call();
    } catch (error) {
      // ok: no-permanent-error-retry — what the call throws is not known
      if (attempt === 3) throw error;
      await pause(500 * attempt);
    }
  }
  return undefined;
}
