import { Queue, Worker, type Job } from "bullmq";
import { publish } from "./publish";

const connection = { host: "localhost" };
const posts = new Queue("posts", { connection });

async function run(job: Job) {
  try {
    await publish(job.data);
  } catch (error) {
    console.error(error);
    await posts.add(job.name, job.data, { delay: 60_000 }); // expect: no-endless-requeue/enqueuesItself error
  }
}

async function runCounted(job: Job) {
  try {
    await publish(job.data);
  } catch (error) {
    const tries = (job.data.tries ?? 0) + 1;
    // ok: no-endless-requeue — the count travels with the job
    if (tries < 5) await posts.add(job.name, { ...job.data, tries }, { delay: 60_000 });
    else throw error;
  }
}

async function runAndTell(job: Job) {
  try {
    await publish(job.data);
  } catch (error) {
    // ok: no-endless-requeue — another queue
    await alerts.add("failed", { name: job.name, reason: String(error) });
    throw error;
  }
}

const alerts = new Queue("alerts", { connection });
new Worker("posts", run, { connection });
new Worker("counted-posts", runCounted, { connection });
new Worker("told-posts", runAndTell, { connection });
