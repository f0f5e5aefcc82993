import { Queue } from "bullmq";

export const followUps = new Queue("follow-ups");
