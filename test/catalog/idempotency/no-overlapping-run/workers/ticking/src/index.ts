import { Resend } from "resend";

interface Env {
  DB: D1Database;
  RESEND_API_KEY: string;
}

async function mailDueLetters(env: Env): Promise<void> {
  const resend = new Resend(env.RESEND_API_KEY);
  const { results } = await env.DB.prepare("SELECT id, reader, body FROM letters WHERE mailed = 0").all();
  for (const letter of results) {
    await resend.emails.send({ from: "a@example.com", to: letter.reader, subject: "Letter", text: letter.body });
    await env.DB.prepare("UPDATE letters SET mailed = 1 WHERE id = ?").bind(letter.id).run();
  }
}

export default {
  async fetch(): Promise<Response> {
    return new Response("ok");
  },

  // expect: no-overlapping-run/overlappingAt warning
  async scheduled(_event: ScheduledEvent, env: Env): Promise<void> {
    await mailDueLetters(env);
  },
};
