import { eq } from "drizzle-orm";
import { invitations } from "./schema.ts";
import { db, protectedProcedure, router } from "./trpc.ts";

export const invitationsRouter = router({
  revoke: protectedProcedure.mutation(async ({ ctx, input }) => {
    const organizationId = ctx.session.user.organizationId;
    // expect: require-tenant-filter/chosenByCaller error
    await db.delete(invitations).where(eq(invitations.id, input.id));
    return organizationId;
  }),
});
