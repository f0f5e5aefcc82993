import { db } from "../db";
import { failedJobs } from "./failed-jobs";

export async function run(id: string) {
  try {
    await db.from("jobs").update({ done: true }).eq("id", id);
  } catch (error) {
    await failedJobs.add("run", { id }, String(error));
  }
}
