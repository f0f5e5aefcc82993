import { WebClient } from "@slack/web-api";
import { createClient } from "@supabase/supabase-js";
import OpenAI from "openai";
import pRetry from "p-retry";

const slack = new WebClient(process.env.SLACK_TOKEN, { retryConfig: { retries: 0 } });
const database = createClient(process.env.SUPABASE_URL!, process.env.SERVICE_KEY!);
const openai = new OpenAI({ maxRetries: 0 });
const patient = new OpenAI({ maxRetries: 6 });

export const tell = (channel: string, text: string) =>
  // ok: no-retry-amplification — the client is set to no retries
  pRetry(() => slack.chat.postMessage({ channel, text }));

export const load = (id: string) =>
  // ok: no-retry-amplification — supabase-js gives the error back, so the wrapper sees no failure
  pRetry(async () => (await database.from("orders").select("*").eq("id", id)).data);

export const ask = (input: string) =>
  // ok: no-retry-amplification — one attempt below the wrapper
  pRetry(() => openai.responses.create({ model: "gpt-5", input }));

export const askOnce = (input: string) =>
  // ok: no-retry-amplification — the call itself asks for none
  pRetry(() => patient.responses.create({ model: "gpt-5", input }, { maxRetries: 0 }));

export const askPatiently = (input: string) =>
  // expect: no-retry-amplification/multiplied
  pRetry(() => patient.responses.create({ model: "gpt-5", input }));
