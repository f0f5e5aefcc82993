import { Worker } from "bullmq";
import { summarise, summariseOnce } from "./summarise";

new Worker("summaries", async job => summarise(job.data.text), { connection: { host: "localhost" } });
new Worker("titles", async job => summariseOnce(job.data.text), { connection: { host: "localhost" } });
