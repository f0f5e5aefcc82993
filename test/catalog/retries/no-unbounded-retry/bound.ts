import { type Mail } from "./mail";
import { ConstantBackoff, handleAll, retry } from "cockatiel";
import { proxyActivities } from "@temporalio/workflow";

// expect: no-unbounded-retry/byDefault
export const policy = retry(handleAll, { backoff: new ConstantBackoff(500) });

// expect: no-unbounded-retry/byDefault
export const { sendMail } = proxyActivities<Mail>({ startToCloseTimeout: "10 minutes" });
