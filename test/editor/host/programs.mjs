/** Small programs with known faults, to be written where a test wants them. */

/** Reports no-uncapped-backoff and require-retry-jitter, and no dead letters when advice is shown. */
export const PUSH = `import httpx
from celery import Celery

queue = Celery("leads", broker="amqp://localhost")


@queue.task(bind=True, max_retries=12)
def push_lead(self, lead_id: str) -> None:
    try:
        httpx.post("https://crm.example.com/leads", json={"id": lead_id}, timeout=10).raise_for_status()
    except httpx.TransportError as error:
        raise self.retry(exc=error, countdown=60 * 2**self.request.retries)
`;

/** The same without a fault of its retries. */
export const CALM_PUSH = PUSH.replace("60 * 2**self.request.retries", "random.uniform(30, 60)").replace(
  "import httpx",
  "import random\n\nimport httpx",
);

/** Reports no-uncapped-backoff and require-retry-jitter. */
export const HOOKS = `import { Queue } from "bullmq";

export const hooks = new Queue("hooks", {
  connection: { host: "redis" },
  defaultJobOptions: { attempts: 20, backoff: { type: "exponential", delay: 30_000 } },
});
`;
