"use server";

import { auth } from "./auth.ts";
import { checkRole, organizationOfLabel } from "./owners.ts";
import { prisma } from "./prisma.ts";
import { usage } from "./usage.ts";

export async function renameLabel(labelId: string, name: string) {
  const session = await auth();
  const organizationId = await organizationOfLabel(labelId);
  await checkRole({ userId: session.userId, organizationId, roles: ["owner"] });
  // ok: require-tenant-filter — the label's own organization let the caller through
  await prisma.label.update({ where: { id: labelId }, data: { name } });
}

export async function renameLabelOf(labelId: string, otherId: string) {
  const session = await auth();
  const organizationId = await organizationOfLabel(otherId);
  await checkRole({ userId: session.userId, organizationId, roles: ["owner"] });
  // expect: require-tenant-filter/chosenByCaller error
  await prisma.label.update({ where: { id: labelId, organizationId }, data: { name: "" } });
}

export async function showLabelOf(labelId: string) {
  const session = await auth();
  const organizationId = await organizationOfLabel(labelId);
  usage.count(session.userId, organizationId);
  // expect: require-tenant-filter/chosenByCaller error
  return prisma.label.findUnique({ where: { id: labelId, organizationId } });
}
