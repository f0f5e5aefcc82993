import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { boards, cards } from "./schema.ts";
import { db, protectedProcedure, router } from "./trpc.ts";

const byId = z.object({ id: z.string(), position: z.number().optional() });

export const cardRouter = router({
  list: protectedProcedure.query(async ({ ctx }) => {
    const organizationId = ctx.session.user.organizationId;
    // ok: require-tenant-filter — the organization is the condition
    return db.select().from(cards).where(eq(cards.organizationId, organizationId));
  }),
  move: protectedProcedure.input(byId).mutation(async ({ ctx, input }) => {
    const organizationId = ctx.session.user.organizationId;
    // ok: require-tenant-filter — both conditions
    const own = await db.query.cards.findFirst({ where: and(eq(cards.id, input.id), eq(cards.organizationId, organizationId)) });
    if (!own) throw new Error("not found");
    // ok: require-tenant-filter — the same card was found in the organization
    await db.update(cards).set({ position: input.position }).where(eq(cards.id, input.id));
    // ok: require-tenant-filter — the board of that card
    return db.select().from(boards).where(eq(boards.id, own.boardId));
  }),
  remove: protectedProcedure.input(byId).mutation(async ({ ctx, input }) => {
    const organizationId = ctx.session.user.organizationId;
    // expect: require-tenant-filter/chosenByCaller error
    await db.delete(cards).where(and(eq(cards.id, input.id), eq(cards.organizationId, organizationId)));
    return organizationId;
  }),
});
