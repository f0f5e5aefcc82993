/** Words for what a concept is and for the values that it may have, each looked up when it is said. */
import * as l10n from "@vscode/l10n";
import type { ConceptNodes } from "../../rules/concepts/index.ts";
import type { Query } from "../../rules/concepts/query/query.ts";
import type { LimitedRoute } from "../../rules/concepts/route/route.ts";
import type { RateLimiter } from "../../rules/concepts/rate-limiter/rate-limiter.ts";
import type { Retry } from "../../rules/concepts/retry/index.ts";
import type { TableSecurity } from "../../rules/concepts/row-security/index.ts";

type Words<Key extends string> = Readonly<Record<Key, () => string>>;

export const WAITS: Words<Retry["waits"]> = {
  none: () => l10n.t("does not wait"),
  some: () => l10n.t("waits between attempts"),
  unknown: () => l10n.t("whether it waits cannot be told"),
};

export const JITTERS: Words<Retry["jitter"]> = {
  known: () => l10n.t("jitter: yes"),
  absent: () => l10n.t("jitter: no"),
  unknown: () => l10n.t("jitter: cannot be told"),
};

export const REACHES: Words<Retry["reach"]> = {
  remote: () => l10n.t("an attempt leaves the process"),
  local: () => l10n.t("an attempt stays in the process"),
  unknown: () => l10n.t("an attempt may leave the process"),
};

export const GROWTHS: Words<Retry["delays"][number]["growth"]> = {
  none: () => l10n.t("does not grow"),
  linear: () => l10n.t("growth: linear"),
  exponential: () => l10n.t("growth: exponential"),
  growing: () => l10n.t("growth: growing"),
  unknown: () => l10n.t("growth: unknown"),
};

export const OWNERS: Words<Exclude<Query["ownership"]["kind"], "direct" | "indirect">> = {
  root: () => l10n.t("the rows' owner: root"),
  global: () => l10n.t("the rows' owner: global"),
  unknown: () => l10n.t("the rows' owner: unknown"),
};

export const EFFECTS: Words<RateLimiter["verdict"]["kind"]> = {
  enforced: () => l10n.t("takes effect"),
  notEnforced: () => l10n.t("takes no effect"),
  unknown: () => l10n.t("whether it takes effect cannot be told"),
};

export const ROW_SECURITY: Words<TableSecurity["rowSecurity"]> = {
  on: () => l10n.t("on"),
  off: () => l10n.t("off"),
  unknown: () => l10n.t("unknown"),
};

export const CLIENTS: Words<Query["client"]["kind"]> = {
  "service-role": () => l10n.t("which sees every tenant"),
  user: () => l10n.t("which the row-level security of the user restricts"),
  tenant: () => l10n.t("which carries its tenant"),
  plain: () => l10n.t("a plain connection"),
  backend: () => l10n.t("the server's own connection"),
  unknown: () => l10n.t("of unknown rights"),
};

export const STANDINGS: Words<LimitedRoute["limits"]["standing"]> = {
  limited: () => l10n.t("passes a limiter"),
  unlimited: () => l10n.t("passes no limiter"),
  unknown: () => l10n.t("whether it passes a limiter cannot be told"),
  exempt: () => l10n.t("needs no limiter: the system itself calls it, or it is a health check"),
};

export const RUNS_IN: Words<Exclude<Retry["runsIn"], "service">> = {
  command: () => l10n.t("runs for one person at a prompt"),
  page: () => l10n.t("runs in one person's page"),
  vendored: () => l10n.t("code of others that lies in the tree"),
};

export const NOUNS: Words<keyof ConceptNodes> = {
  AddressKey: () => l10n.t("a limit by address"),
  Amplification: () => l10n.t("retries around retries"),
  Batch: () => l10n.t("a batch"),
  BuiltInRetry: () => l10n.t("a client that retries by itself"),
  CarriedKey: () => l10n.t("an idempotency key that is handed on"),
  Claim: () => l10n.t("a claim of work"),
  ClientRetry: () => l10n.t("a client's retry settings"),
  DelayedMessage: () => l10n.t("a delayed message"),
  Deployment: () => l10n.t("a deployment"),
  Enqueue: () => l10n.t("a message put on a queue"),
  ExportedPath: () => l10n.t("a path to a limited resource"),
  FailedWork: () => l10n.t("work that failed"),
  FailureLog: () => l10n.t("a log of a failure"),
  FloatingWork: () => l10n.t("work that nobody waits for"),
  GivingUp: () => l10n.t("a handler that gives up"),
  Guard: () => l10n.t("a guard against a second run"),
  IdempotencyKey: () => l10n.t("an idempotency key"),
  KeylessPass: () => l10n.t("a way past a limit's key"),
  LimitCheck: () => l10n.t("a question to a limiter"),
  LimitCount: () => l10n.t("a count for a limit"),
  LimitKey: () => l10n.t("the key of a limit"),
  LimitKeyWiring: () => l10n.t("the setting of a limit's key"),
  LimitValue: () => l10n.t("a limit"),
  LimiterFailure: () => l10n.t("a limiter whose store is away"),
  LimiterStorage: () => l10n.t("the store of a limiter"),
  LimiterStorageWiring: () => l10n.t("the setting of a limiter's store"),
  LimiterWiring: () => l10n.t("the setting of a limiter"),
  LocalState: () => l10n.t("state in the memory of a process"),
  LockOrder: () => l10n.t("row locks in a loop"),
  LookupInsert: () => l10n.t("a look-up before an insert"),
  Policy: () => l10n.t("a policy"),
  Query: () => l10n.t("a query"),
  QueueFact: () => l10n.t("a fact of a queue"),
  QueueSetting: () => l10n.t("a setting of a queue"),
  RateLimiter: () => l10n.t("a rate limiter"),
  Requeue: () => l10n.t("work put back"),
  Retry: () => l10n.t("a retry"),
  RetrySignal: () => l10n.t("a request for a retry"),
  Route: () => l10n.t("a route"),
  RouteWiring: () => l10n.t("the setting of routes"),
  Run: () => l10n.t("a run that must not overlap"),
  SentDelay: () => l10n.t("a delay that is sent"),
  ServerDelay: () => l10n.t("a delay that a server dictates"),
  SessionSetting: () => l10n.t("a setting of the database session"),
  TableSecurity: () => l10n.t("a table"),
  Task: () => l10n.t("a task"),
  TaskOptions: () => l10n.t("options of a task"),
  TaskTime: () => l10n.t("the time of a task"),
  Transaction: () => l10n.t("a transaction"),
  UnitOfWork: () => l10n.t("a unit of work"),
  ViewSecurity: () => l10n.t("a view"),
};
