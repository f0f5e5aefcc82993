import { createClient } from "@supabase/supabase-js";
import { Resend } from "resend";

const supabase = createClient("https://db.example.com", "anon");
const resend = new Resend("key");
const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

export async function retried<T>(load: () => Promise<T>, attempts = 3): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      // expect: no-silent-failure-retry/unawaited error
      return await load();
    } catch (error) {
      if (attempt === attempts) throw error;
      await pause(100 * 2 ** attempt);
    }
  }
}

export async function retriedUntyped(load, attempts = 3) {
  for (let attempt = 1; ; attempt++) {
    try {
      // expect: no-silent-failure-retry/unawaited warning
      return await load();
    } catch (error) {
      if (attempt === attempts) throw error;
      await pause(100 * 2 ** attempt);
    }
  }
}

export async function retriedAwaited<T>(load: () => Promise<T>, attempts = 3): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      // ok: no-silent-failure-retry — the failure is waited for inside the try
      return await load();
    } catch (error) {
      if (attempt === attempts) throw error;
      await pause(100 * 2 ** attempt);
    }
  }
}

export async function retriedSync(parse: () => number, attempts = 3): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    try {
      // ok: no-silent-failure-retry — its type says that it gives no promise
      return parse();
    } catch (error) {
      if (attempt === attempts) throw error;
      await pause(100 * 2 ** attempt);
    }
  }
}

export async function notify(url: string, body: object): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      // expect: no-silent-failure-retry/answer warning
      const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      console.log("notified", response.status);
      return;
    } catch (error) {
      if (attempt === 3) throw error;
      await pause(100 * 2 ** attempt);
    }
  }
}

export async function saveEvent(event: { id: string }): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      // expect: no-silent-failure-retry/answer warning
      await supabase.from("events").insert(event).throwOnError();
      return;
    } catch (error) {
      if (attempt === 3) throw error;
      await pause(100 * 2 ** attempt);
    }
  }
}

export async function sendReceipt(to: string): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      // expect: no-silent-failure-retry/answer warning
      const sent = await resend.emails.send({ from: "shop@example.com", to, subject: "Receipt", html: "<p>Thanks</p>" });
      if (sent.error) throw sent.error;
      console.log("sent", sent.data?.id);
      return;
    } catch (error) {
      if (attempt === 3) throw error;
      await pause(100 * 2 ** attempt);
    }
  }
}

export async function lookedAt(url: string, event: { id: string }, to: string): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      // ok: no-silent-failure-retry — the status is looked at
      const response = await fetch(url);
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      // ok: no-silent-failure-retry — throwOnError makes an exception of it
      await supabase.from("events").insert(event).throwOnError();
      // ok: no-silent-failure-retry — the error is looked at
      const { error } = await supabase.from("events").update({ sent: true }).eq("id", event.id);
      if (error) throw error;
      // ok: no-silent-failure-retry — the error is looked at
      const sent = await resend.emails.send({ from: "shop@example.com", to, subject: "Event", html: "<p>Now</p>" });
      if (sent.error) throw new Error(sent.error.message);
      return;
    } catch (error) {
      if (attempt === 3) throw error;
      await pause(100 * 2 ** attempt);
    }
  }
}

async function expectOk(response: Response): Promise<Response> {
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response;
}

export async function handedOn(url: string): Promise<unknown> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      // ok: no-silent-failure-retry — another function looks at it
      const response = await expectOk(await fetch(url));
      return await response.json();
    } catch (error) {
      if (attempt === 3) throw error;
      await pause(100 * 2 ** attempt);
    }
  }
  return undefined;
}
