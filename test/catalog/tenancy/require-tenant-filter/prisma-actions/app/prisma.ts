import { PrismaClient } from "@prisma/client";

export const prisma = new PrismaClient();

/** Every operation gets the organization. */
export function prismaFor(organizationId: string) {
  return prisma.$extends({
    query: { $allModels: { $allOperations: ({ args, query }) => query({ ...args, where: { ...args.where, organizationId } }) } },
  });
}
