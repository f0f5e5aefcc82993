"use server";

import { auth } from "./auth.ts";
import { prisma, prismaFor } from "./prisma.ts";

export async function acceptLabel(labelId: string) {
  const { userId } = await auth();
  // ok: require-tenant-filter — the caller's membership in the row's organization is looked up
  const label = await prisma.label.findUnique({ where: { id: labelId } });
  if (!label) throw new Error("not found");
  const member = await prisma.member.findFirst({ where: { organizationId: label.organizationId, userId } });
  if (!member) throw new Error("not found");
  // ok: require-tenant-filter — the same row
  await prisma.label.update({ where: { id: labelId }, data: { name: "accepted" } });
}

export async function replaceFilters(queries: string[]) {
  const { organizationId } = await auth();
  const existing = await prisma.filter.findMany({ where: { organizationId } });
  const byQuery = new Map(existing.map(filter => [filter.query, filter]));
  const changes = queries.flatMap(query => {
    const known = byQuery.get(query);
    return known ? [{ query, known }] : [];
  });
  for (const change of changes) {
    // ok: require-tenant-filter — ids of the organization's own rows, chosen by a map
    await prisma.filter.update({ where: { id: change.known.id }, data: { query: change.query } });
  }
}

export async function renameLabel(labelId: string, name: string) {
  const { organizationId } = await auth();
  const labels = await prisma.label.findMany({ where: { organizationId } });
  const label = labels.find(one => one.id === labelId);
  if (!label) throw new Error("not found");
  // ok: require-tenant-filter — the id was found among the organization's labels
  await prisma.label.update({ where: { id: labelId }, data: { name } });
}

export async function dropFilter(filterId: string) {
  const { organizationId } = await auth();
  // expect: require-tenant-filter/chosenByCaller error
  await prisma.filter.delete({ where: { id: filterId } });
  return organizationId;
}

export async function dropOwnFilter(filterId: string) {
  const { organizationId } = await auth();
  const scoped = prismaFor(organizationId);
  // ok: require-tenant-filter — a client that adds the organization itself
  await scoped.filter.delete({ where: { id: filterId } });
}
