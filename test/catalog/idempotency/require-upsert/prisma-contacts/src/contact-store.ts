import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();

export async function findContact({ email, orgId }: { email: string; orgId: string }) {
  return prisma.contact.findFirst({ where: { email, orgId } });
}

export async function saveContact(email: string, orgId: string) {
  return prisma.contact.create({ data: { email, orgId } });
}
