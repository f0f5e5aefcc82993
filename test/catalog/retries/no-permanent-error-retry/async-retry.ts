import retry from "async-retry";
import { backOff } from "exponential-backoff";

export const loadRates = (url: string) =>
  retry(
    async bail => {
      const response = await fetch(url);
      // ok: no-permanent-error-retry — the callback has a way out and is read no further
      if (response.status === 403) return bail(new Error("not allowed"));
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return response.json();
    },
    { retries: 3 },
  );

export const loadNames = (url: string) =>
  backOff(
    async () => {
      const response = await fetch(url);
      // expect: no-permanent-error-retry/refusal warning
      if (response.status !== 200) throw new Error(`HTTP ${response.status}`);
      return response.json();
    },
    { numOfAttempts: 4, maxDelay: 5_000 },
  );
