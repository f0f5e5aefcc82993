/**
 * What starts work by the clock, and whether it starts a run while the last one is going. Invariant: a row states the
 * default; the option that changes it is named, and is read where the work is scheduled.
 */
import { phrase } from "./phrase.ts";

export interface SchedulerRow {
  /** As people call it. */
  platform: string;
  /** Last member of the callee or decorator; rows are looked up by it. */
  method: string;
  /** Test on the library name of the call, construction or decorator. */
  library: RegExp;
  by: "call" | "decorator";
  /** Whether the next run starts beside one that is going, or waits for it, or is left out. */
  next: "starts" | "waits";
  /** Options with which the next run waits or is left out: true, or the limit 1. */
  exclusive: readonly string[];
  /** Whose clock it is: each process that loads the code has one, or the service has one for all. */
  clock: "process" | "service";
  /** The call schedules only when it is given one of these options; without them it is for other work. */
  when?: readonly string[];
  /** Option with which one of several processes runs it. */
  elected?: string;
  source: string;
}

const APSCHEDULER: Omit<SchedulerRow, "method" | "library" | "by"> = {
  platform: "APScheduler",
  next: "waits",
  exclusive: [],
  clock: "process",
  source:
    "apscheduler 3.11 job.py: max_instances 1; docs FAQ: a scheduler in each of several worker processes runs each job several times",
};

export const SCHEDULERS: readonly SchedulerRow[] = [
  ...["schedule", "createTask"].map((method): SchedulerRow => ({
    platform: "node-cron",
    method,
    library: new RegExp(`^node-cron(\\.default)?\\.${method}$`, "u"),
    by: "call",
    next: "starts",
    exclusive: ["noOverlap"],
    clock: "process",
    elected: "distributed",
    source: "nodecron.com/scheduling-options: noOverlap defaults to false",
  })),
  {
    platform: "croner",
    method: "Cron",
    library: /^croner\.(Cron|default)$/u,
    by: "call",
    next: "starts",
    exclusive: ["protect"],
    clock: "process",
    source: "croner@9 croner.d.ts: protect defaults to false",
  },
  ...["CronJob", "from"].map((method): SchedulerRow => ({
    platform: "cron",
    method,
    library: method === "from" ? /^cron\.CronJob\.from$/u : /^cron\.CronJob$/u,
    by: "call",
    next: "starts",
    exclusive: ["waitForCompletion"],
    clock: "process",
    source: "cron@4 dist/job.js: waitForCompletion defaults to false",
  })),
  {
    platform: "node-schedule",
    method: "scheduleJob",
    library: /^node-schedule(\.default)?\.scheduleJob$/u,
    by: "call",
    next: "starts",
    exclusive: [],
    clock: "process",
    source: "node-schedule@2 README: jobs are started by a timer each",
  },
  {
    platform: "@nestjs/schedule",
    method: "Cron",
    library: /^@nestjs\/schedule\.Cron$/u,
    by: "decorator",
    next: "starts",
    exclusive: ["waitForCompletion"],
    clock: "process",
    source: "docs.nestjs.com/techniques/task-scheduling: waitForCompletion defaults to false; it wraps cron",
  },
  {
    platform: "@nestjs/schedule",
    method: "Interval",
    library: /^@nestjs\/schedule\.Interval$/u,
    by: "decorator",
    next: "starts",
    exclusive: [],
    clock: "process",
    source: "docs.nestjs.com/techniques/task-scheduling: @Interval is setInterval",
  },
  {
    platform: "Inngest",
    method: "createFunction",
    library: /^inngest\.Inngest\(\)\.createFunction$/u,
    by: "call",
    next: "starts",
    exclusive: ["singleton", "concurrency"],
    clock: "service",
    when: ["cron"],
    source: "inngest.com/docs/guides/concurrency: no limit by default; singleton",
  },
  {
    platform: "Trigger.dev",
    method: "task",
    library: /^@trigger\.dev\/sdk(\/v3)?\.schedules\.task$/u,
    by: "call",
    next: "starts",
    exclusive: ["concurrencyLimit"],
    clock: "service",
    source: "trigger.dev docs/queue-concurrency: limited by the environment only, unless queue.concurrencyLimit is set",
  },
  {
    platform: "Cloud Scheduler",
    method: "onSchedule",
    library: /^firebase-functions(\/v2)?\/scheduler\.onSchedule$/u,
    by: "call",
    next: "starts",
    exclusive: ["maxInstances"],
    clock: "service",
    source: "firebase docs schedule-functions: a run may start while the last is going; at least once",
  },
  // ── Python
  { ...APSCHEDULER, method: "add_job", library: /^apscheduler\.schedulers\.\w+\.\w+\(\)\.add_job$/u, by: "call" },
  {
    ...APSCHEDULER,
    method: "scheduled_job",
    library: /^apscheduler\.schedulers\.\w+\.\w+\(\)\.scheduled_job$/u,
    by: "decorator",
  },
  { ...APSCHEDULER, method: "task", library: /^flask_apscheduler\.APScheduler\(\)\.task$/u, by: "decorator" },
  {
    platform: "repeat_every",
    method: "repeat_every",
    library: /^fastapi_(utils\.tasks|utilities)(\.repeat\w*)?\.repeat_every$/u,
    by: "decorator",
    next: "waits",
    exclusive: [],
    clock: "process",
    source: "fastapi_utils tasks.py: the loop awaits the function, then sleeps; it starts in each process",
  },
  {
    platform: "aiocron",
    method: "crontab",
    library: /^aiocron\.crontab$/u,
    by: "decorator",
    next: "starts",
    exclusive: [],
    clock: "process",
    source: "aiocron README: each tick calls the coroutine",
  },
  {
    platform: "Huey",
    method: "periodic_task",
    library: /^huey(\.contrib\.djhuey|\.\w+\(\))\.(db_)?periodic_task$/u,
    by: "decorator",
    next: "starts",
    exclusive: [],
    clock: "service",
    source: "huey docs guide: the scheduler enqueues, any worker runs; lock_task() to run one at a time",
  },
  {
    platform: "arq",
    method: "cron",
    library: /^arq(\.cron)?\.cron$/u,
    by: "call",
    next: "starts",
    exclusive: [],
    clock: "service",
    source: "arq docs cron jobs: unique keeps one per tick; the next tick is another job",
  },
];

export const SCHEDULER_METHODS: ReadonlySet<string> = new Set(SCHEDULERS.map(row => row.method));

export function schedulerRow(library: string | undefined, by: SchedulerRow["by"]): SchedulerRow | undefined {
  return library === undefined ? undefined : SCHEDULERS.find(row => row.by === by && row.library.test(library));
}

/** A timer of the process itself. */
export const TIMER: SchedulerRow = {
  platform: "setInterval",
  method: "setInterval",
  library: /^setInterval$/u,
  by: "call",
  next: "starts",
  exclusive: [],
  clock: "process",
  source: "MDN setInterval: the callback is called whether or not its last promise has settled",
};

/** Routes that a platform's scheduler calls. */
export const SCHEDULED_ROUTE: SchedulerRow = {
  platform: phrase("the scheduler"),
  method: "GET",
  library: /^$/u,
  by: "call",
  next: "starts",
  exclusive: [],
  clock: "service",
  source:
    "vercel.com/docs/cron-jobs/manage-cron-jobs: runs may overlap, and one event may be delivered twice; use a lock",
};

/** Celery's beat puts the task on the queue at each tick; any worker takes it. */
export const BEAT: SchedulerRow = {
  platform: phrase("the beat"),
  method: "task",
  library: /^$/u,
  by: "decorator",
  next: "starts",
  exclusive: [],
  clock: "service",
  source:
    "docs.celeryq.dev userguide/periodic-tasks: tasks may overlap if the first does not finish in time; use a lock",
};

/** Base classes and decorators that let one run of a task exist at a time. */
export const SINGLE_RUN =
  /(^|\.)(celery_once\.QueueOnce|celery_singleton\.Singleton|QueueOnce|Singleton|lock_task|unless_running|locked_task|single_instance(_task)?|skip_if_running|only_one|task_lock|cron_lock|solo|with_advisory_lock)(\(\))?$/iu;
