import { db } from "../db";

// ok: require-dead-letter — the jobs put their failures here
export const failedJobs = {
  async add(type: string, payload: unknown, error: string) {
    await db.from("failed_jobs").insert({ type, payload, error });
  },
};
