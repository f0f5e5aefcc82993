/** What becomes of work that failed for good: who keeps it, who is told, and how code speaks of both. */

/** Effects of which somebody waits for the outcome: a lost one is missed by a person. Kinds of `effects.ts`. */
export const AWAITED_EFFECTS: ReadonlySet<string> = new Set(["mail", "sms", "push", "charge"]);

/** Calls that tell a person or a monitor and keep nothing. Last name of the callee, or the callee as written. */
export const TELLS_ONLY =
  /(?:^|\.)(?:log|debug|info|warn|warning|error|exception|critical|fatal|trace|print|log_\w*|print_exc|format_exc|capture_?\w*|captureException|captureMessage|set_?tags?|set_?status|record_?exception|increment|incr|counter|observe|inc|timing|gauge|close|release\w*|unlock\w*|rollback|str|repr|String|stringify|type|isoformat|now|toString|slice|get|end|finish)$|^(?:console|logger|logging|log|sentry_sdk|Sentry|newrelic|tracer|span)\b/u;

/** Verbs of functions that hand something to the outside. */
export const DELIVERS =
  /^(?:_*)(?:re)?(?:send|deliver|publish|notify|charge|post|push|upload|forward|submit|dispatch|emit|transmit|email|sms)(?:$|_|[A-Z])/u;

/** Names of columns that say when the next attempt is due. */
export const NEXT_ATTEMPT =
  /^(?:next_?(?:retry|attempt|run|try|delivery)(?:_?(?:at|time|date|on))?|retry_?(?:at|after|on)|(?:attempt|deliver|process)_?after)$/iu;

/** A query for rows whose next attempt is due, as builders and SQL write it. */
export const DUE =
  /\b(?:next_?(?:retry|attempt|try|delivery)(?:_?(?:at|time|date|on))?|retry_?(?:at|after))\b["'`]?\s*(?:<=?|,\s|:\s*\{\s*(?:lte?|\$lte?|<=?)\b|__lte?\s*=)/iu;

/** Decorators of task functions that projects make themselves on top of a queue: a convention. */
export const TASK_DECORATOR = /^(?:\w+_)?(?:task|job|actor)$/u;

/** Receivers of what a handler returns: the caller of a service sees it, nobody works on it. */
export const SHOWS =
  /(?:^|\.)(?:json|jsonify|Response|NextResponse|send|render|text|html|ok|success\w*|json_?response|reply|status|stringify|dumps|dump)$|[rR]esponse$/u;

/** A queue library that forgets a failed job when it is told so. */
export interface ForgetfulQueue {
  platform: string;
  packages: RegExp;
  option: string;
  /** What keeps the failed jobs for a week. */
  keep: string;
  source: string;
}

export const FORGETFUL_QUEUES: readonly ForgetfulQueue[] = [
  {
    platform: "BullMQ",
    packages: /^(?:bullmq|@nestjs\/bullmq)$/u,
    option: "removeOnFail",
    keep: "{ age: 604_800 }",
    source: "bullmq@6.7 interfaces KeepJobs: age in seconds; DOMAIN §1.4",
  },
  {
    platform: "Bull",
    packages: /^(?:bull|@nestjs\/bull)$/u,
    option: "removeOnFail",
    keep: "{ age: 604_800 }",
    source: "bull@4.16 REFERENCE.md removeOnFail: KeepJobsOptions; DOMAIN §1.4",
  },
];

/** What handles a failed job, as texts of the project: an event, a decorator. */
export const FAILED_HANDLER =
  /\.on\(\s*["'`](?:global:)?failed["'`]|OnQueueFailed|OnGlobalQueueFailed|OnWorkerEvent\(\s*["'`]failed|OnQueueEvent\(\s*["'`]failed|\bgetFailed\s*\(/u;

/** Celery: what is told of a task that failed for good. Source: celery@5.6.3 app/task.py on_failure, signals.py task_failure. */
export const CELERY_FAILURE = /\bon_failure\b|\blink_error\b|\btask_failure\b/u;

/** cloudflare docs queues/configuration: 3 retries, then the message is deleted; DOMAIN §1.5. */
export const CLOUDFLARE_MAX_RETRIES = 3;

/** Names of things that keep failed work for another attempt; not those of which people only read. */
export const RETRY_STORE =
  /retry[_-]?(?:queue|jobs?|tasks?|outbox|buffer|log)|(?:webhook|event|message|job|delivery|notification)s?[_-]?retr(?:y|ies)|failed[_-]?(?:jobs?|tasks?|events?|webhooks?|messages?|deliver(?:y|ies)|notifications?|emails?)/iu;

/** Queues that are asked for messages and keep each until it is deleted. Source: awsdocs/amazon-sqs-developer-guide; DOMAIN §1.5. */
export const POLLED_QUEUES: readonly {
  platform: string;
  receives: RegExp;
  deletes: RegExp;
  /** Calls that read a message: what fails in them fails every time. */
  reads: RegExp;
  /** What moves such a message away, as the project's files spell it. */
  policy: RegExp;
}[] = [
  {
    platform: "SQS",
    receives: /^(?:receive_messages?|ReceiveMessageCommand|receiveMessage)$/u,
    deletes:
      /^(?:delete_messages?|delete_message_batch|delete|DeleteMessage(?:Batch)?Command|deleteMessage(?:Batch)?)$/u,
    reads:
      /(?:^|\.)(?:loads|parse|b64decode|decompress\w*|decode|model_validate|model_validate_json|parse_raw|safeParse)$/u,
    policy: /redrive_?policy|deadLetterTargetArn|dead_letter_target_arn|deadLetterQueue/iu,
  },
];
