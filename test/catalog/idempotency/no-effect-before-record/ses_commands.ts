import { CreateEmailIdentityCommand, GetEmailIdentityCommand, SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();
const ses = new SESv2Client({});

export async function checkDomains() {
  const domains = await prisma.senderDomain.findMany({ where: { status: "PENDING" } });
  for (const domain of domains) {
    // ok: no-effect-before-record — the command only asks
    const answer = await ses.send(new GetEmailIdentityCommand({ EmailIdentity: domain.name }));
    if (answer.VerificationStatus !== "SUCCESS") continue;
    await prisma.senderDomain.update({ where: { id: domain.id }, data: { status: "ACTIVE" } });
  }
}

export async function registerDomains() {
  const domains = await prisma.senderDomain.findMany({ where: { status: "NEW" } });
  for (const domain of domains) {
    const command = new CreateEmailIdentityCommand({ EmailIdentity: domain.name });
    await ses.send(command); // ok: no-effect-before-record — no mail leaves
    await prisma.senderDomain.update({ where: { id: domain.id }, data: { status: "PENDING" } });
  }
}

export async function greetDomains() {
  const domains = await prisma.senderDomain.findMany({ where: { status: "ACTIVE" } });
  for (const domain of domains) {
    const Content = { Simple: { Subject: { Data: "Ready" }, Body: { Text: { Data: "Your domain is ready." } } } };
    const mail = new SendEmailCommand({ Destination: { ToAddresses: [domain.owner] }, Content });
    await ses.send(mail); // expect: no-effect-before-record/markedAfter warning
    await prisma.senderDomain.update({ where: { id: domain.id }, data: { status: "GREETED" } });
  }
}
