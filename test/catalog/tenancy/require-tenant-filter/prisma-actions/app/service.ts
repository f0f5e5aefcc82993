import { prisma } from "./prisma.ts";

export class LabelService {
  // ok: require-tenant-filter — who calls this decides
  rename(id: string, name: string) {
    return prisma.label.update({ where: { id }, data: { name } });
  }
}
