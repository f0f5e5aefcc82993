import { Inngest } from "inngest";
import { Resend } from "resend";
import { listReaders } from "./readers";

const inngest = new Inngest({ id: "news" });
const resend = new Resend(process.env.RESEND_API_KEY!);

export const newsletter = inngest.createFunction({ id: "newsletter" }, { event: "news/issued" }, async ({ step }) => {
  const readers = await step.run("readers", () => listReaders());
  // ok: require-batch-checkpoint — each step is remembered when it has ended
  for (const reader of readers) {
    await step.run(`mail-${reader.id}`, () =>
      resend.emails.send({ from: "news@example.com", to: reader.email, subject: "News", text: "…" }),
    );
  }
});
