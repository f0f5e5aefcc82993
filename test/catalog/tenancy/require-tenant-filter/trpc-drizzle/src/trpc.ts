import { initTRPC } from "@trpc/server";
import { drizzle } from "drizzle-orm/node-postgres";

export const db = drizzle(process.env.DATABASE_URL!);

const t = initTRPC.context<{ session: { user: { id: string; organizationId: string } } }>().create();

export const router = t.router;
export const protectedProcedure = t.procedure;
