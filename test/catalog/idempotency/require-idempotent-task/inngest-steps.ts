import { Inngest } from "inngest";
import { Resend } from "resend";

const inngest = new Inngest({ id: "shop" });
const resend = new Resend(process.env.RESEND_API_KEY);

export const welcome = inngest.createFunction({ id: "welcome" }, { event: "user/created" }, async ({ event, step }) => {
  await step.run("mail", async () => {
    await resend.emails.send({ from: "a@example.com", to: event.data.email, subject: "Hi", text: "Hi" }); // ok: require-idempotent-task — a memoised step
  });
  await step.sleep("wait", "3d");
});

export const nudge = inngest.createFunction({ id: "nudge" }, { event: "user/idle" }, async ({ event, step }) => {
  await resend.emails.send({ from: "a@example.com", to: event.data.email, subject: "Back?", text: "Hi" }); // expect: require-idempotent-task/repeatedAfterFailure error
  await step.run("flag", async () => fetch(`https://api.example.com/flags/${event.data.id}`, { method: "PUT" }));
});
