import { prisma } from "./prisma.ts";

interface Handler {
  (context: { params: Record<string, string>; organization: { id: string }; req: Request }): Promise<Response>;
}

export function withOrganization(handler: Handler) {
  return async (req: Request, { params }: { params: Record<string, string> }) => {
    const organization = await prisma.organization.findUniqueOrThrow({ where: { id: req.headers.get("x-org") ?? "" } });
    return handler({ params, organization, req });
  };
}

export async function getFilterOrThrow({ id, organizationId }: { id: string; organizationId: string }) {
  const filter = await prisma.filter.findUnique({ where: { id } });
  if (!filter || filter.organizationId !== organizationId) throw new Error("not found");
  return filter;
}
