import { PrismaClient } from "@prisma/client";
import { currentWorkspace } from "./context.ts";

export const base = new PrismaClient();

/** Every query of this client is one of the current workspace. */
export const prisma = base.$extends({
  query: {
    $allModels: {
      async $allOperations({ args, query }) {
        return query({ ...args, where: { ...args.where, workspaceId: currentWorkspace() } });
      },
    },
  },
});

/** Labels only. */
export const labelled = base.$extends({
  query: {
    label: {
      findMany({ args, query }) {
        args.where = { ...args.where, workspaceId: currentWorkspace() };
        return query(args);
      },
    },
  },
});
