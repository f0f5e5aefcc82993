import { eq } from "drizzle-orm";
import { invitations } from "./schema.ts";
import { db, protectedProcedure, router } from "./trpc.ts";

export const invitationRouter = router({
  accept: protectedProcedure.mutation(async ({ ctx, input }) => {
    const organizationId = ctx.session.user.organizationId;
    // ok: require-tenant-filter — the invited person is of another organization, or of none
    const [invitation] = await db.select().from(invitations).where(eq(invitations.id, input.id));
    return { invitation, organizationId };
  }),
});
