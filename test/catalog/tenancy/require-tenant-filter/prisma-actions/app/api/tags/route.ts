import { prisma } from "../../prisma.ts";
import { getFilterOrThrow, withOrganization } from "../../with-organization.ts";

export const GET = withOrganization(async ({ params, organization }) => {
  // ok: require-tenant-filter — the compound key holds the tenant
  const label = await prisma.label.findUnique({ where: { organizationId_name: { organizationId: organization.id, name: params.name } } });
  // ok: require-tenant-filter — restricted through the relation
  const filters = await prisma.filter.findMany({ where: { organization: { id: organization.id } } });
  return Response.json({ label, filters });
});

export const PATCH = withOrganization(async ({ params, organization, req }) => {
  const { name } = await req.json();
  // ok: require-tenant-filter — both keys
  const label = await prisma.label.findFirst({ where: { id: params.id, organizationId: organization.id } });
  if (!label) return new Response("not found", { status: 404 });
  // ok: require-tenant-filter — the same id was found with the tenant above
  await prisma.label.update({ where: { id: params.id }, data: { name } });
  return Response.json({});
});

export const DELETE = withOrganization(async ({ params, organization }) => {
  const members = await prisma.member.count({ where: { organizationId: organization.id } });
  if (members === 0) return new Response("gone", { status: 410 });
  // expect: require-tenant-filter/chosenByCaller error
  await prisma.label.delete({
    where: { id: params.id },
  });
  return Response.json({});
});

export const PUT = withOrganization(async ({ params, organization, req }) => {
  await getFilterOrThrow({ id: params.id, organizationId: organization.id });
  const { query } = await req.json();
  // ok: require-tenant-filter — the helper above compares the organization and throws
  await prisma.filter.update({ where: { id: params.id }, data: { query } });
  return Response.json({});
});
