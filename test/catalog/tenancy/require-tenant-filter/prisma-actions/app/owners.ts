import { prisma } from "./prisma.ts";

export async function organizationOfLabel(labelId: string): Promise<string> {
  // ok: require-tenant-filter — this look-up is what tells the tenant
  const label = await prisma.label.findUnique({ where: { id: labelId }, select: { organizationId: true } });
  if (!label) throw new Error("not found");
  return label.organizationId;
}

export async function checkRole(asked: { userId: string; organizationId: string; roles: string[] }): Promise<void> {
  const member = await prisma.member.findUnique({
    where: { organizationId_userId: { organizationId: asked.organizationId, userId: asked.userId } },
  });
  if (!member) throw new Error("forbidden");
}
