import assert from "node:assert/strict";
import { analyse } from "../../../rules/analyse.ts";
import type { Task, TaskEffect } from "../../../rules/concepts/task/index.ts";
import { Project } from "../../../rules/project/project.ts";

/** Effects that are made again, of every body of the files. */
function effectsOf(files: Record<string, string>): TaskEffect[] {
  const project = Project.link(Object.entries(files).map(([path, text]) => analyse(path, text)));
  const found = Object.keys(files).flatMap(path =>
    project.conceptsOf(path).flatMap(node => (node.type === "Task" ? (node as Task).effects : [])),
  );
  assert.deepEqual(
    Object.keys(files).flatMap(path => project.notesOf(path)),
    [],
  );
  return found;
}

const APP = (settings: string) => `from celery import Celery\n\napp = Celery("a")\napp.conf.update(${settings})\n`;
const TASK = (decorator: string) => `import smtplib
from app import app
from models import Mail

${decorator}
def deliver(self, mail_id):
    mail = Mail.objects.get(pk=mail_id)
    with smtplib.SMTP("mail.example.com") as smtp:
        smtp.sendmail("a@example.com", mail.to, mail.body)
    mail.sent = True
    mail.save()
`;

describe("Task", () => {
  it("takes Celery's default for at-most-once", () => {
    assert.deepEqual(effectsOf({ "app.py": APP(""), "tasks.py": TASK("@app.task(bind=True)") }), []);
  });

  it("reads late acknowledgement from the app's settings in another file", () => {
    const [effect] = effectsOf({ "app.py": APP("task_acks_late=True"), "tasks.py": TASK("@app.task(bind=True)") });
    assert.equal(effect?.delivery.onCrash, true);
    assert.equal(effect?.delivery.onFailure, false);
    assert.equal(effect?.record?.at.line, 11);
    assert.equal(effect?.reasons[0]?.at.path, "app.py");
  });

  it("lets the task's own option win over the settings", () => {
    const files = { "app.py": APP("task_acks_late=True"), "tasks.py": TASK("@app.task(bind=True, acks_late=False)") };
    assert.deepEqual(effectsOf(files), []);
  });

  it("finds the step whose failure retries the whole task, and how often", () => {
    const decorator = "@app.task(bind=True, autoretry_for=(Exception,), max_retries=7)";
    const [effect] = effectsOf({ "app.py": APP(""), "tasks.py": TASK(decorator) });
    assert.equal(effect?.failing?.text, "mail.save");
    assert.match(effect?.reasons[0]?.message ?? "", /up to 7 times/u);
  });

  it("follows calls into other files and tells where the effect is made", () => {
    const [effect] = effectsOf({
      "crm.ts": `export class Crm {
  async createLead(lead: object) {
    return fetch("https://crm.example.com/leads", { method: "POST", body: JSON.stringify(lead) });
  }
}`,
      "worker.ts": `import { Worker } from "bullmq";
import { Crm } from "./crm";
import { db } from "./db";
new Worker("leads", async job => {
  const crm = new Crm();
  const lead = await crm.createLead(job.data);
  await db.lead.update({ where: { id: job.data.id }, data: { remote: lead } });
});`,
    });
    assert.equal(effect?.at.line, 6);
    assert.equal(effect?.origin?.path, "crm.ts");
    assert.equal(effect?.consequence, "creates a second lead");
    assert.equal(effect?.proved, true);
  });

  it("keeps an effect of a branch that ends apart from what stands after it", () => {
    const effects = effectsOf({
      "worker.ts": `import { Worker } from "bullmq";
import { Resend } from "resend";
import { db } from "./db";
const resend = new Resend("key");
new Worker("mails", async job => {
  if (job.data.plain) {
    await resend.emails.send({ to: job.data.to });
    return;
  }
  await db.mail.update({ where: { id: job.data.id }, data: { sent: true } });
});`,
    });
    assert.equal(effects[0]?.record, undefined);
  });

  it("does not take a failure that the body swallows for a retry", () => {
    const effects = effectsOf({
      "client.py": `import requests
from tenacity import retry, stop_after_attempt


@retry(stop=stop_after_attempt(3))
def open_ticket(text):
    try:
        requests.post("https://desk.example.com/api/tickets", json={"text": text}, timeout=5)
    except requests.RequestException:
        return None
`,
    });
    assert.equal(effects[0]?.lostAnswer ?? false, false);
    assert.equal(effects[0]?.failing, undefined);
  });

  it("is silent on half-typed code", () => {
    const text = TASK("@app.task(bind=True, acks_late=True)");
    for (let end = 0; end < text.length; end += 7) effectsOf({ "app.py": APP(""), "tasks.py": text.slice(0, end) });
  });
});
