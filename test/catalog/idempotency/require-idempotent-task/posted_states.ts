import { PrismaClient } from "@prisma/client";
import { Worker } from "bullmq";

const prisma = new PrismaClient();

class CrmService {
  upsertContact(contact: object) {
    return this.post("https://crm.example.com/v1", contact);
  }

  inviteContact(contact: object) {
    return this.post("https://crm.example.com/v1", contact);
  }

  private async post(url: string, payload: object) {
    const response = await fetch(url, { method: "POST", body: JSON.stringify(payload) });
    return response.json();
  }
}

const crm = new CrmService();

new Worker("contacts", async job => {
  const answer = await crm.upsertContact(job.data); // ok: require-idempotent-task — the same contact is set again
  await prisma.contact.update({ where: { id: job.data.id }, data: { crmId: answer.id } });
});

new Worker("invitations", async job => {
  const answer = await crm.inviteContact(job.data); // expect: require-idempotent-task/repeatedAfterCrash error
  await prisma.contact.update({ where: { id: job.data.id }, data: { invitationId: answer.id } });
});
