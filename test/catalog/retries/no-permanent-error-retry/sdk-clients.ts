import axios from "axios";
import OpenAI from "openai";
import Stripe from "stripe";

const openai = new OpenAI();
const stripe = new Stripe("sk_test");
const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

export async function summarise(text: string): Promise<string | null> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      const answer = await openai.chat.completions.create({ model: "gpt-5", messages: [{ role: "user", content: text }] });
      return answer.choices[0]!.message.content;
      // expect: no-permanent-error-retry/refusal warning
    } catch (error) {
      console.warn("summary failed", error);
      await pause(1_000 * attempt);
    }
  }
  return null;
}

export async function refund(charge: string): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      await stripe.refunds.create({ charge }, { idempotencyKey: `refund-${charge}` });
      return;
    } catch (error) {
      // ok: no-permanent-error-retry — only what Stripe could not do is tried again
      if (!(error instanceof Stripe.errors.StripeAPIError)) throw error;
      await pause(1_000 * attempt);
    }
  }
}

export async function statusOf(url: string): Promise<number> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      // ok: no-permanent-error-retry — every status is an answer
      const answer = await axios.get(url, { validateStatus: () => true });
      return answer.status;
    } catch (error) {
      console.warn("no answer", error);
      await pause(1_000 * attempt);
    }
  }
  return 0;
}
