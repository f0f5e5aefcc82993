import { Queue } from "bullmq";

export const mails = new Queue("mails", {
  connection: { host: "redis" },
  defaultJobOptions: { attempts: 5 },
});
