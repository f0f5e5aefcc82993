import pRetry, { AbortError } from "p-retry";

export function loadTenant(tenantId: string) {
  return pRetry(
    async () => {
      const response = await fetch(`https://directory.example.com/tenants/${tenantId}`);
      // expect: no-permanent-error-retry/refusal warning
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return response.json();
    },
    { retries: 4 },
  );
}

export function loadPlan(tenantId: string) {
  return pRetry(
    async () => {
      const response = await fetch(`https://directory.example.com/plans/${tenantId}`);
      // ok: no-permanent-error-retry — AbortError ends the retry
      if (response.status === 404) throw new AbortError("no such plan");
      if (response.status >= 500) throw new Error(`HTTP ${response.status}`);
      return response.json();
    },
    { retries: 4 },
  );
}

export function loadSeats(tenantId: string) {
  return pRetry(
    async () => {
      if (!tenantId) {
        // ok: no-permanent-error-retry — p-retry throws a TypeError at once
        throw new TypeError("no tenant");
      }
      const response = await fetch(`https://directory.example.com/seats/${tenantId}`);
      if (response.status >= 500) throw new Error(`HTTP ${response.status}`);
      return response.json();
    },
    { retries: 4 },
  );
}

export function loadUsage(tenantId: string) {
  return pRetry(
    async () => {
      const response = await fetch(`https://directory.example.com/usage/${tenantId}`);
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return response.json();
    },
    // ok: no-permanent-error-retry — a function decides over every failure
    { retries: 4, shouldRetry: error => !/HTTP 4/u.test(String(error)) },
  );
}
