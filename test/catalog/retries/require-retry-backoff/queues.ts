import axios from "axios";
import axiosRetry from "axios-retry";
import { Queue } from "bullmq";
import { handleAll, retry } from "cockatiel";
import pRetry from "p-retry";
import OpenAI from "openai";

import { cache } from "./cache";
import { db } from "./db";

const mails = new Queue("mails");
const ai = new OpenAI();

export async function enqueue(id: string): Promise<void> {
  await mails.add("welcome", { id }, { attempts: 5 }); // expect: require-retry-backoff/immediate warning
  await mails.add("reminder", { id }, { attempts: 5, backoff: { type: "exponential", delay: 1000 } }); // ok: require-retry-backoff — grows
  await mails.add("digest", { id }, { attempts: 1 }); // ok: require-retry-backoff — one attempt
}

// expect: require-retry-backoff/immediate warning
export const policy = retry(handleAll, { maxAttempts: 4 });

axiosRetry(axios, { retries: 3, retryDelay: axiosRetry.exponentialDelay }); // ok: require-retry-backoff — grows

export const loadRates = () => pRetry(() => fetch("https://rates.example.com"), { retries: 4 }); // ok: require-retry-backoff — 1 s, 2 s, 4 s

// ok: require-retry-backoff — the code waits by itself after a failure
export const ask = (prompt: string) =>
  pRetry(() => ai.responses.create({ model: "small", input: prompt }), {
    retries: 4,
    minTimeout: 0,
    onFailedAttempt: async ({ attemptNumber }) => {
      await new Promise(resolve => setTimeout(resolve, Math.min(2000 * 2 ** attemptNumber, 60_000) * Math.random()));
    },
  });

export async function separate(text: string): Promise<string> {
  // expect: require-retry-backoff/immediate warning
  for (let attempt = 0; attempt < 4; attempt++) {
    try {
      const answer = await ai.responses.create({ model: "small", input: text });
      return answer.output_text;
    } catch (error) {
      console.warn(error);
    }
  }
  return "";
}

export async function createCode(userId: string, next: () => string): Promise<string> {
  // ok: require-retry-backoff — a code that is taken is replaced by another one
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      const { code } = await db.referral.create({ data: { userId, code: next() } });
      return code;
    } catch (error) {
      if ((error as { code?: string }).code !== "P2002") throw error;
    }
  }
  throw new Error("no free code");
}

export async function insert(row: Record<string, unknown>, strip: (row: object, error: object) => object) {
  let values: object = { ...row };
  // ok: require-retry-backoff — every turn sends fewer columns
  for (let attempt = 0; attempt < 8; attempt++) {
    const { error } = await db.from("calls").insert(values);
    if (!error) return values;
    values = strip(values, error);
  }
  throw new Error("no column is known");
}

export async function readThrough(key: string): Promise<string | undefined> {
  // ok: require-retry-backoff — reads a cache again that another request is filling
  for (let attempt = 0; attempt < 3; attempt++) {
    const value = await cache.get(key);
    if (value) return value;
  }
  return undefined;
}
