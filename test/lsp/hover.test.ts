import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import { bare, pulling, TestEditor } from "./test-editor.ts";

/** Real rules, for what the toy ones do not know: retries. */
const known = { ruleDocuments: Promise.resolve({}) };

const PUSH = `from celery import shared_task

@shared_task(bind=True, max_retries=3)
def push(self):
    raise self.retry(countdown=60 * 2**self.request.retries)
`;

const COLLECT = `import stripe
from celery import shared_task

from shop.mail import send_receipt
from shop.models import Order


@shared_task(bind=True, acks_late=True, autoretry_for=(ConnectionError,), max_retries=4)
def collect(self, order_id):
    order = Order.objects.get(pk=order_id)
    stripe.PaymentIntent.create(amount=order.cents, currency="eur", idempotency_key=f"order-{order_id}")
    stripe.Refund.create(charge=order.deposit_ref)
    order.status = "paid"
    order.save()
`;

const GREET = `import { Worker } from "bullmq";
import { Resend } from "resend";

const resend = new Resend(process.env.RESEND_API_KEY);

export const greetings = new Worker("greetings", async job => {
  await resend.emails.send({ from: "a@example.com", to: job.data.email, subject: "Hello", text: "Hi" });
});
`;

describe("hover", function () {
  this.timeout(20_000);
  let editor: TestEditor;
  afterEach(() => editor.stop());

  it("on a finding tells its message, why, and the first example", async () => {
    editor = await TestEditor.start({ "a.ts": "let a;\nTODO;\n" }, pulling);
    await editor.open("a.ts");
    const text = await editor.hover("a.ts", { line: 1, character: 2 });
    assert.equal(text, "**no-todo**: `TODO` waits.\n\nWhat waits is forgotten.\n\n```ts\nTODO;\n```");
    assert.equal(await editor.hover("a.ts", { line: 0, character: 1 }), "");
  });

  it("prefers an example in the language of the file", async () => {
    editor = await TestEditor.start({ "a.py": "TODO\n" }, pulling);
    await editor.open("a.py");
    assert.match(await editor.hover("a.py", { line: 0, character: 0 }), /```py\nTODO\n```$/u);
  });

  it("on a rule id in a directive tells what the rule finds", async () => {
    editor = await TestEditor.start({ "a.ts": "// faultline-disable-next-line no-todo -- later\nTODO;\n" }, pulling);
    await editor.open("a.ts");
    assert.match(await editor.hover("a.ts", { line: 0, character: 33 }), /^\*\*no-todo\*\*\n\nFinds what is still/u);
    assert.equal(await editor.hover("a.ts", { line: 0, character: 10 }), "");
    assert.equal(await editor.hover("a.ts", { line: 0, character: 45 }), "");
  });

  it("on a rule id in the configuration tells what the rule finds", async () => {
    editor = await TestEditor.start({ "faultline.json": '{ "rules": { "no-hmm": "off" } }\n' }, pulling);
    await editor.open("faultline.json");
    assert.equal(await editor.hover("faultline.json", { line: 0, character: 15 }), "**no-hmm**\n\nFinds doubt.");
    assert.equal(await editor.hover("faultline.json", { line: 0, character: 5 }), "");
  });

  it("is plain text for a client that asks for it", async () => {
    editor = await TestEditor.start({ "a.ts": "TODO;\n" }, bare);
    await editor.open("a.ts");
    const text = await editor.hover("a.ts", { line: 0, character: 0 });
    assert.equal(text, "no-todo: TODO waits.\n\nWhat waits is forgotten.\n\nTODO;");
  });

  it("on a retry shows when its attempts happen", async () => {
    editor = await TestEditor.start({ "job.py": PUSH }, pulling, { known });
    await editor.open("job.py");
    const table = [
      "**`push` is tried 4 times, waiting 7 min in all**",
      "",
      "| attempt | wait before it | since the first | |",
      "| --: | --: | --: | :-- |",
      "| 1 |  |  |  |",
      "| 2 | 1 min | 1 min | `███░░░░░░░` |",
      "| 3 | 2 min | 3 min | `█████░░░░░` |",
      "| 4 | 4 min | 7 min | `██████████` |",
      "",
      `- Attempts: \`max_retries=3\`, [job.py:3](${editor.uri("job.py")}#L3).`,
      `- Delay: \`60 * 2**self.request.retries\`, [job.py:5](${editor.uri("job.py")}#L5).`,
      "- No jitter: what failed together comes back together.",
    ].join("\n");
    const places = {
      delay: { line: 4, character: 40 },
      call: { line: 4, character: 12 },
      limit: { line: 2, character: 28 },
    };
    for (const [place, position] of Object.entries(places)) {
      const text = await editor.hover("job.py", position);
      assert.ok(text.includes(table), `${place}: ${text}`);
    }
    assert.equal(await editor.hover("job.py", { line: 0, character: 2 }), "");
  });

  it("on a retry has columns for a client that shows plain text only", async () => {
    editor = await TestEditor.start({ "job.py": PUSH.replace("retries=3", "retries=1") }, bare, { known });
    await editor.open("job.py");
    const text = await editor.hover("job.py", { line: 2, character: 28 });
    const table = [
      "push is tried 2 times, waiting 1 min in all",
      "",
      "attempt  wait before it  since the first",
      "      1",
      "      2           1 min            1 min  ██████████",
    ].join("\n");
    assert.ok(text.includes(table), text);
  });

  it("on a retry without a finding says what comes after, and where chance is", async () => {
    const source =
      'import pRetry from "p-retry";\nawait pRetry(load, { retries: 1, randomize: true, maxTimeout: 5000 });\n';
    editor = await TestEditor.start({ "a.ts": source }, pulling, { known });
    await editor.open("a.ts");
    const text = await editor.hover("a.ts", { line: 1, character: 8 });
    assert.match(text, /^\*\*`pRetry` is tried 2 times, waiting 1 s – 2 s in all\*\*/u);
    assert.match(text, /\| 2 \| 1 s – 2 s \| 1 s – 2 s \| `█████▒▒▒▒▒` \|/u);
    assert.match(text, /- After the last attempt the last error is thrown\.$/u);
  });

  it("on a task tells what runs it again and what protects its effects", async () => {
    editor = await TestEditor.start({ "tasks.py": COLLECT, "greet.ts": GREET }, pulling, { known });
    await editor.open("tasks.py");
    const link = (line: number) => `[tasks.py:${line}](${editor.uri("tasks.py")}#L${line})`;
    const table = [
      "**`collect` may run more than once: Celery runs it again when it fails or its process dies before the end, 5 attempts at most**",
      "",
      "| | effect | | what protects it |",
      "| --: | :-- | :-- | :-- |",
      `| 1 | \`stripe.PaymentIntent.create\` | ${link(11)} | ✓ idempotency key |`,
      `| 2 | \`stripe.Refund.create\` | ${link(12)} | ✗ only \`order.save\` after it: a run that ends in between leaves no trace, ${link(14)} |`,
      "",
      "1 of 2 effects is made again by a second run.",
      "",
      `- \`acks_late=True\`: the task is delivered again when the worker dies before it ends, ${link(8)}.`,
      `- \`autoretry_for\` runs the whole task again when it fails, up to 4 times, ${link(8)}.`,
    ].join("\n");
    const text = await editor.hover("tasks.py", { line: 8, character: 6 });
    assert.ok(text.includes(table), text);
    assert.equal(await editor.hover("tasks.py", { line: 9, character: 6 }), "");
    await editor.open("greet.ts");
    // A function without a name is known by the line on which it is given to its worker.
    const greeting = await editor.hover("greet.ts", { line: 5, character: 16 });
    assert.match(greeting, /^\*\*`greetings` may run more than once: BullMQ runs it again when its process dies/u);
    assert.match(greeting, /\| ✗ nothing: a second run sends the e-mail again \|/u);
  });
});
