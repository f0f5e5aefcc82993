"use server";

import { auth } from "./auth.ts";
import { idOfFilter, membersOf, removeFilter } from "./filters.ts";
import { prisma } from "./prisma.ts";

export async function showLabel(labelId: string) {
  const { userId, organizationId } = await auth();
  // ok: require-tenant-filter — another function builds what the relation must be
  const label = await prisma.label.findFirst({ where: { id: labelId, organization: membersOf(userId) } });
  return { label, organizationId };
}

export async function dropFilterOf(filterId: string) {
  const { userId, organizationId } = await auth();
  // ok: require-tenant-filter — the look-up decides nothing: what follows gets the person and the id
  const filter = await prisma.filter.findUnique({ where: { id: filterId }, select: { query: true } });
  if (!filter) throw new Error("not found");
  await removeFilter({ userId, filterId });
  return organizationId;
}

export async function showFilter(query: string) {
  const { organizationId } = await auth();
  // ok: require-tenant-filter — the id is made of the organization
  return prisma.filter.findUnique({ where: { id: `${organizationId}:${query}` } });
}

export async function showNamedFilter(organizationId: string, query: string) {
  const { userId } = await auth();
  const id = idOfFilter(organizationId, query);
  // ok: require-tenant-filter — the id is made of the organization by a function
  const filter = await prisma.filter.findUnique({ where: { id } });
  return { filter, userId };
}
