import { z } from "zod";
import { prisma } from "./prisma.ts";
import { actionClient } from "./safe-action-client.ts";

const byId = z.object({ id: z.string() });

export const archiveLabel = actionClient
  .metadata({ name: "archiveLabel" })
  .inputSchema(byId)
  .action(async ({ ctx: { organizationId }, parsedInput: { id } }) => {
    const total = await prisma.label.count({ where: { organizationId } });
    // expect: require-tenant-filter/chosenByCaller error
    await prisma.label.update({ where: { id }, data: { name: `archived of ${total}` } });
  });

export const touchLabels = actionClient
  .metadata({ name: "touchLabels" })
  .inputSchema(byId)
  .action(async ({ ctx: { userId }, parsedInput: { id } }) => {
    // expect: require-tenant-filter/chosenByCaller warning
    const label = await prisma.label.findFirst({ where: { id } });
    const name = `${label?.organizationId} ${userId}`;
    return name;
  });
