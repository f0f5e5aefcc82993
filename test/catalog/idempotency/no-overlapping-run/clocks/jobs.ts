import cron from "node-cron";
import { Cron } from "croner";
import { CronJob } from "cron";
import schedule from "node-schedule";
import { prune, remindAll, remindAlone, remindClaimed, sendReminder } from "./mailer";

cron.schedule("*/5 * * * *", remindAll); // expect: no-overlapping-run/overlappingAt warning
cron.schedule("*/5 * * * *", remindAll, { noOverlap: true }); // ok: no-overlapping-run — a tick is left out while a run goes
cron.schedule("*/5 * * * *", () => remindAll()); // expect: no-overlapping-run/overlappingAt warning
cron.schedule("0 3 * * *", remindAll); // expect: no-overlapping-run/overlappingAt advice
cron.schedule(process.env.REMIND_AT!, remindAll); // expect: no-overlapping-run/overlapping warning
cron.schedule("*/5 * * * *", remindClaimed); // ok: no-overlapping-run — each row is claimed by one run
cron.schedule("*/5 * * * *", remindAlone); // ok: no-overlapping-run — the run looks whether one is going
cron.schedule("* * * * *", prune); // ok: no-overlapping-run — deleting old rows twice deletes nothing twice

new Cron("*/10 * * * *", remindAll); // expect: no-overlapping-run/overlappingAt warning
new Cron("*/10 * * * *", { protect: true }, remindAll); // ok: no-overlapping-run — protected

new CronJob("0 */15 * * * *", remindAll, null, true); // expect: no-overlapping-run/overlappingAt warning
CronJob.from({ cronTime: "0 */15 * * * *", onTick: remindAll, waitForCompletion: true }); // ok: no-overlapping-run — waits

schedule.scheduleJob("*/30 * * * *", remindAll); // expect: no-overlapping-run/overlappingAt warning

setInterval(remindAll, 60_000); // expect: no-overlapping-run/overlappingAt warning
setInterval(() => sendReminder("ops@example.com"), 60_000); // expect: no-overlapping-run/overlappingAt advice
setInterval(prune, 60_000); // ok: no-overlapping-run — nothing is made twice
