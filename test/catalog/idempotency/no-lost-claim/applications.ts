import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();

// A person starts it, and a person sees to it.
export async function acceptApplication(id: string) {
  await prisma.application.updateMany({
    where: { id, status: "PENDING" },
    data: { status: "REVIEWING" }, // ok: no-lost-claim — no program does the work
  });
}
