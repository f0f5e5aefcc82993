import { gt, lt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { protectedProcedure, router } from "./trpc.ts";
import { cards, drafts } from "./schema.ts";

const db = drizzle(process.env.DATABASE_URL!);

export const raw = router({
  position: protectedProcedure.query(async ({ ctx, input }) => {
    const { organizationId } = ctx;
    // ok: require-tenant-filter — the organization is compared, columns and tables being put in
    const mine = await db.execute(
      sql`select ${cards.position} from ${cards} where ${cards.id} = ${input.id} and ${cards.organizationId} = ${organizationId}`,
    );
    return mine;
  }),
  title: protectedProcedure.query(async ({ ctx, input }) => {
    const { organizationId } = ctx;
    // expect: require-tenant-filter/chosenByCaller error
    const any = await db.execute(sql`select * from ${cards} where ${cards.id} = ${input.id}`);
    return { any, organizationId };
  }),
  save: protectedProcedure.mutation(async ({ ctx }) => {
    const organizationId = ctx.session.user.organizationId;
    // ok: require-tenant-filter — what is over is swept out, whose it ever was
    await db.delete(drafts).where(lt(drafts.expiresAt, new Date()));
    return organizationId;
  }),
  recent: protectedProcedure.query(async ({ ctx }) => {
    const organizationId = ctx.session.user.organizationId;
    // expect: require-tenant-filter/everyTenant error
    const recent = await db.select().from(drafts).where(gt(drafts.expiresAt, new Date()));
    return { recent, organizationId };
  }),
});
