import { UnrecoverableError, Worker } from "bullmq";
import { capture, GatewayError, GatewayRefused, release } from "./gateway";

export const captures = new Worker("captures", async job => {
  try {
    await capture(job.data.paymentId);
  } catch (error) {
    // expect: no-transient-as-permanent/mixed warning
    if (error instanceof GatewayError) throw new UnrecoverableError(error.message);
    throw error;
  }
});

export const releases = new Worker("releases", async job => {
  try {
    await release(job.data.paymentId);
  } catch (error) {
    // ok: no-transient-as-permanent — the class stands for refusals only
    if (error instanceof GatewayRefused) throw new UnrecoverableError(error.message);
    throw error;
  }
});
