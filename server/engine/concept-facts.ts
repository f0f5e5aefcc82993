/** What was recognised at a place, in words: a noun for each concept that rules look at, and what is known of one. */
import type { ConceptNode } from "../../rules/concepts/concept.ts";
import type { ConceptNodes } from "../../rules/concepts/index.ts";
import type { Query } from "../../rules/concepts/query/query.ts";
import type { LimitedRoute } from "../../rules/concepts/route/route.ts";
import type { RateLimiter } from "../../rules/concepts/rate-limiter/rate-limiter.ts";
import type { Retry } from "../../rules/concepts/retry/index.ts";
import type { TableSecurity } from "../../rules/concepts/row-security/index.ts";
import type { Task } from "../../rules/concepts/task/index.ts";

/** Undefined for what only serves other concepts. */
export function conceptNoun(type: string): string | undefined {
  return NOUNS[type as keyof ConceptNodes];
}

/** Sentences or parts of them; none when nothing is known. */
export function conceptFacts(node: ConceptNode): string[] {
  switch (node.type) {
    case "Retry":
      return retryFacts(node as Retry);
    case "Query":
      return queryFacts(node as Query);
    case "RateLimiter":
      return limiterFacts(node as RateLimiter);
    case "Route":
      return [`${(node as LimitedRoute).title}`, STANDINGS[(node as LimitedRoute).limits.standing]];
    case "TableSecurity":
      return tableFacts(node as TableSecurity);
    case "Task":
      return taskFacts(node as Task);
    default:
      return plainFacts(node);
  }
}

function retryFacts({ name, attempts, deadline, waits, jitter, reach, runsIn, delays }: Retry): string[] {
  const end =
    attempts.is === "known"
      ? `at most ${attempts.retries} retries, by \`${attempts.bound.text}\``
      : attempts.is === "absent"
        ? `no limit of attempts: ${attempts.why}`
        : attempts.bound
          ? `limited by \`${attempts.bound.text}\`, of unknown size`
          : "the number of attempts cannot be told";
  return [
    `repeats ${name}`,
    end,
    ...(deadline ? [`no attempt begins after \`${deadline.text}\``] : []),
    waits === "none"
      ? "does not wait"
      : waits === "some"
        ? "waits between attempts"
        : "whether it waits cannot be told",
    ...delays.flatMap(({ text, growth, limit }) => (text === "" ? [] : [delayFact(text, growth, limit)])),
    ...(waits === "some"
      ? [`jitter: ${jitter === "known" ? "yes" : jitter === "absent" ? "no" : "cannot be told"}`]
      : []),
    `an attempt ${reach === "remote" ? "leaves the process" : reach === "local" ? "stays in the process" : "may leave the process"}`,
    ...(runsIn === "service" ? [] : [RUNS_IN[runsIn]]),
  ];
}

function delayFact(text: string, growth: string, limit: Retry["delays"][number]["limit"]): string {
  const grows = growth === "none" ? "does not grow" : `growth: ${growth}`;
  const capped =
    limit.is === "known"
      ? `at most ${limit.ms} ms`
      : limit.is === "absent"
        ? "no cap"
        : "whether it is capped cannot be told";
  return `the delay \`${text}\`: ${grows}, ${capped}`;
}

function queryFacts({
  operation,
  table,
  client,
  clientText,
  ownership,
  scope,
  offline,
  gated,
  entry,
}: Query): string[] {
  const tied =
    scope.kind === "scoped"
      ? `tied to one tenant by ${scope.why}`
      : scope.kind === "open"
        ? "nothing ties it to one tenant"
        : `whether it is tied to one tenant cannot be told: ${scope.why}`;
  return [
    table === undefined ? `${operation} on a table that cannot be told` : `${operation} on \`${table}\``,
    ownership.kind === "direct"
      ? `rows belong to a tenant by \`${ownership.column}\``
      : ownership.kind === "indirect"
        ? "rows belong to a tenant through another table"
        : `the rows' owner: ${ownership.kind}`,
    `sent by \`${clientText}\`, ${CLIENTS[client.kind]}${client.proved ? "" : " (by its name)"}`,
    tied,
    ...(offline ? ["an operator runs this file"] : []),
    ...(gated ? ["only the system or an operator gets into the function"] : []),
    ...(entry ? ["the function answers requests"] : []),
  ];
}

function limiterFacts({ name, library, verdict, coverage, uses }: RateLimiter): string[] {
  const effect = {
    enforced: "takes effect",
    unknown: "whether it takes effect cannot be told",
    notEnforced: "takes no effect",
  };
  return [
    `\`${name}\`${library === undefined ? "" : ` of ${library}`}`,
    effect[verdict.kind],
    `${uses.length} uses`,
    ...(coverage ? [`enforced on ${coverage.enforced.length} of ${coverage.routes.length} routes`] : []),
  ];
}

function tableFacts({ spelling, exposed, rowSecurity, policies, readByUsers }: TableSecurity): string[] {
  return [
    `\`${spelling}\`, row-level security: ${rowSecurity}, ${policies} policies`,
    exposed ? "reached by clients" : "no client reaches it directly",
    ...(readByUsers ? [`a user's own client reads it at ${readByUsers.path}:${readByUsers.line}`] : []),
  ];
}

function taskFacts({ name, deliveries, makes }: Task): string[] {
  const again =
    deliveries.length === 0
      ? "nothing is known to run it again"
      : `run again by ${[...new Set(deliveries.map(({ platform }) => platform))].join(", ")}`;
  const effects = makes.map(({ originText, protection }) =>
    protection === undefined
      ? `\`${originText}\`: nothing protects it from a second run`
      : `\`${originText}\`: protected by ${protection.what}`,
  );
  return [`\`${name}\``, again, ...(makes.length === 0 ? ["no effect that a second run makes again"] : effects)];
}

/** The values as they are. */
function plainFacts(node: ConceptNode): string[] {
  return Object.entries(node)
    .filter(
      ([key, value]) =>
        !["type", "start", "end"].includes(key) && ["string", "number", "boolean"].includes(typeof value),
    )
    .map(([key, value]) => `${key}: ${String(value)}`);
}

const CLIENTS: Record<Query["client"]["kind"], string> = {
  "service-role": "which sees every tenant",
  user: "which the row-level security of the user restricts",
  tenant: "which carries its tenant",
  plain: "a plain connection",
  backend: "the server's own connection",
  unknown: "of unknown rights",
};

const STANDINGS: Record<LimitedRoute["limits"]["standing"], string> = {
  limited: "passes a limiter",
  unlimited: "passes no limiter",
  unknown: "whether it passes a limiter cannot be told",
  exempt: "needs no limiter: the system itself calls it, or it is a health check",
};

const RUNS_IN: Record<Exclude<Retry["runsIn"], "service">, string> = {
  command: "runs for one person at a prompt",
  page: "runs in one person's page",
  vendored: "code of others that lies in the tree",
};

const NOUNS: Record<keyof ConceptNodes, string> = {
  AddressKey: "a limit by address",
  Amplification: "retries around retries",
  Batch: "a batch",
  BuiltInRetry: "a client that retries by itself",
  CarriedKey: "an idempotency key that is handed on",
  Claim: "a claim of work",
  ClientRetry: "a client's retry settings",
  DelayedMessage: "a delayed message",
  Deployment: "a deployment",
  Enqueue: "a message put on a queue",
  ExportedPath: "a path to a limited resource",
  FailedWork: "work that failed",
  FloatingWork: "work that nobody waits for",
  GivingUp: "a handler that gives up",
  Guard: "a guard against a second run",
  IdempotencyKey: "an idempotency key",
  KeylessPass: "a way past a limit's key",
  LimitCheck: "a question to a limiter",
  LimitCount: "a count for a limit",
  LimitKey: "the key of a limit",
  LimitKeyWiring: "the setting of a limit's key",
  LimitValue: "a limit",
  LimiterFailure: "a limiter whose store is away",
  LimiterStorage: "the store of a limiter",
  LimiterStorageWiring: "the setting of a limiter's store",
  LimiterWiring: "the setting of a limiter",
  LookupInsert: "a look-up before an insert",
  Policy: "a policy",
  Query: "a query",
  QueueFact: "a fact of a queue",
  QueueSetting: "a setting of a queue",
  RateLimiter: "a rate limiter",
  Requeue: "work put back",
  Retry: "a retry",
  RetrySignal: "a request for a retry",
  Route: "a route",
  RouteWiring: "the setting of routes",
  Run: "a run that must not overlap",
  SentDelay: "a delay that is sent",
  ServerDelay: "a delay that a server dictates",
  SessionSetting: "a setting of the database session",
  TableSecurity: "a table",
  Task: "a task",
  TaskOptions: "options of a task",
  ViewSecurity: "a view",
};
