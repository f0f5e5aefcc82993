import { and, eq, lt } from "drizzle-orm";
import knex from "knex";
import { MongoClient } from "mongodb";
import { db } from "./db";
import { exportJobs, mailJobs } from "./schema";

export async function claimMailJob(id: number) {
  const won = await db
    .update(mailJobs)
    .set({ status: "sending" }) // expect: no-lost-claim/marked [warning]
    .where(and(eq(mailJobs.id, id), eq(mailJobs.status, "queued")))
    .returning();
  return won[0];
}

export async function claimExportJob(id: number) {
  await db
    .update(exportJobs)
    .set({ status: "running" }) // ok: no-lost-claim — failed when it is too old, below
    .where(and(eq(exportJobs.id, id), eq(exportJobs.status, "queued")));
}

export async function failOldExports(cutoff: Date) {
  await db
    .update(exportJobs)
    .set({ status: "failed" })
    .where(and(eq(exportJobs.status, "running"), lt(exportJobs.updatedAt, cutoff)));
}

const client = new MongoClient(process.env.MONGO_URL!);

export async function nextCrawlJob() {
  return client
    .db()
    .collection("crawl_jobs")
    .findOneAndUpdate({ status: "pending" }, { $set: { status: "processing" } }); // expect: no-lost-claim/marked [warning]
}

const sql = knex({ client: "pg" });

export async function claimSync(id: number) {
  return sql("sync_jobs").where({ id, status: "pending" }).update({ status: "syncing" }); // expect: no-lost-claim/marked [warning]
}
