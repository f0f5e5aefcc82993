import { summaries, titles } from "./queue";

export async function requestSummary(text: string): Promise<void> {
  await summaries.add(
    "summarise",
    { text },
    {
      attempts: 3,
      backoff: { type: "exponential", delay: 1000 }, // expect: no-retry-amplification/multiplied warning
    },
  );
}

export async function requestTitle(text: string): Promise<void> {
  await titles.add(
    "title",
    { text },
    {
      attempts: 3,
      // ok: no-retry-amplification — the wrapper is set to no retries: 3 × 3 attempts
      backoff: { type: "exponential", delay: 1000 },
    },
  );
}
