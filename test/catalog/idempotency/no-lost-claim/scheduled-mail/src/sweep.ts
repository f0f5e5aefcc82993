import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();

export async function sweepPosts() {
  const stuck = { status: "PUBLISHING", updatedAt: { lt: new Date(Date.now() - 900_000) } };
  await prisma.scheduledPost.updateMany({ where: stuck, data: { status: "FAILED" } });
}
