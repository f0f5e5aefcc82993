import { Queue } from "bullmq";

export const summaries = new Queue("summaries", { connection: { host: "localhost" } });
export const titles = new Queue("titles", { connection: { host: "localhost" } });
