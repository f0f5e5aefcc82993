/** Every concept, by the name that rules listen to. A new concept adds one line to each list. */
import { type Amplification, amplification } from "./amplification/index.ts";
import { type Claim, claimConcept, claimReturns } from "./claim/index.ts";
import { type Batch, batch } from "./batch/index.ts";
import type { ConceptKind } from "./concept.ts";
import { type LocalState, localState } from "./local-state/index.ts";
import { lockOrder, type LockOrder } from "./lock-order/index.ts";
import { lookupInsert, type LookupInsert } from "./lookup-insert/index.ts";
import { type ClientRetry, clientRetry } from "./client-retry/index.ts";
import { type DelayedMessage, delayedMessage } from "./delayed-message/index.ts";
import { deployment, type DeploymentWiring } from "./deployment/index.ts";
import { type CarriedKey, carriedKey, type IdempotencyKey, idempotencyKey, keyMaker } from "./idempotency-key/index.ts";
import {
  type Query,
  queryConcept,
  scopeEnforcement,
  scopeFlow,
  type SessionSetting,
  sessionSetting,
} from "./query/index.ts";
import { type LimitCheck, limitCheck } from "./rate-limiter/limit-check.ts";
import { type LimitCount, limitCount } from "./rate-limiter/limit-count.ts";
import { type LimitKey, limitKey, type LimitKeyWiring, limitKeyWiring } from "./rate-limiter/limit-key.ts";
import { type LimitValue, limitValue } from "./rate-limiter/limit-value.ts";
import { type LimiterFailure, limiterFailure } from "./rate-limiter/limiter-failure.ts";
import { type Enqueue, enqueueConcept } from "./enqueue/index.ts";
import { failures, selections, unawaited } from "./failure/index.ts";
import { type FloatingWork, floatingWork, type Guard, guard } from "./guard/index.ts";
import { type FailureLog, failureLog } from "./failure-log/index.ts";
import { givingUp, type GivingUp } from "./failure/giving-up.ts";
import { type FailedWork, failedWork, failureHandling } from "./failed-work/index.ts";
import { type LimiterWiring, limiterWiring } from "./rate-limiter/wiring.ts";
import {
  type LimiterStorage,
  limiterStorage,
  type LimiterStorageWiring,
  limiterStorageWiring,
} from "./rate-limiter/storage.ts";
import { type RateLimiter, rateLimiter } from "./rate-limiter/rate-limiter.ts";
import { type Requeue, requeueConcept, requeueLimits } from "./requeue/index.ts";
import { type BuiltInRetry, builtInRetry } from "./retry/built-in-retry.ts";
import { attemptChecks, type Retry, retryConcept } from "./retry/index.ts";
import { type RetrySignal, retrySignal } from "./retry-signal/index.ts";
import { type AddressKey, addressKey } from "./rate-limiter/address-key.ts";
import { type KeylessPass, keylessPass } from "./rate-limiter/keyless-pass.ts";
import { type ExportedPath, exportedPath } from "./rate-limiter/exported-path.ts";
import { type LimitedRoute, routeConcept, type RouteWiring, routeWiring } from "./route/route.ts";
import {
  type Policy,
  policyConcept,
  type TableSecurity,
  tableSecurity,
  type ViewSecurity,
  viewSecurity,
} from "./row-security/index.ts";
import { delayFlows, type ServerDelay, serverDelay } from "./server-delay/index.ts";
import { type Run, run } from "./run/index.ts";
import { type SentDelay, sentDelay } from "./server-delay/sent-header.ts";
import { type Task, taskConcept } from "./task/index.ts";
import { type Transaction, transaction } from "./transaction/index.ts";
import { type UnitOfWork, unitOfWork } from "./unit-of-work/index.ts";
import { type TaskTime, taskTime } from "./task-time/index.ts";
import {
  type QueueFact,
  queueFacts,
  type QueueSetting,
  queueSettings,
  type TaskOptions,
  taskOptions,
} from "./task-settings/index.ts";

export interface ConceptNodes {
  Amplification: Amplification;
  Batch: Batch;
  Claim: Claim;
  CarriedKey: CarriedKey;
  ClientRetry: ClientRetry;
  FailedWork: FailedWork;
  BuiltInRetry: BuiltInRetry;
  DelayedMessage: DelayedMessage;
  Enqueue: Enqueue;
  IdempotencyKey: IdempotencyKey;
  Deployment: DeploymentWiring;
  LimitCheck: LimitCheck;
  LimitCount: LimitCount;
  LimitValue: LimitValue;
  LimitKey: LimitKey;
  LimitKeyWiring: LimitKeyWiring;
  LimiterFailure: LimiterFailure;
  LimiterStorage: LimiterStorage;
  LimiterStorageWiring: LimiterStorageWiring;
  FailureLog: FailureLog;
  FloatingWork: FloatingWork;
  GivingUp: GivingUp;
  Guard: Guard;
  LimiterWiring: LimiterWiring;
  LocalState: LocalState;
  LockOrder: LockOrder;
  LookupInsert: LookupInsert;
  Policy: Policy;
  Query: Query;
  QueueFact: QueueFact;
  QueueSetting: QueueSetting;
  RateLimiter: RateLimiter;
  Requeue: Requeue;
  Retry: Retry;
  RetrySignal: RetrySignal;
  AddressKey: AddressKey;
  ExportedPath: ExportedPath;
  KeylessPass: KeylessPass;
  Route: LimitedRoute;
  RouteWiring: RouteWiring;
  Run: Run;
  SentDelay: SentDelay;
  ServerDelay: ServerDelay;
  SessionSetting: SessionSetting;
  TableSecurity: TableSecurity;
  Task: Task;
  TaskOptions: TaskOptions;
  Transaction: Transaction;
  UnitOfWork: UnitOfWork;
  TaskTime: TaskTime;
  ViewSecurity: ViewSecurity;
}

// Each concept fits its own records; the list forgets which.
export const concepts = [
  amplification,
  batch,
  claimConcept,
  claimReturns,
  clientRetry,
  failedWork,
  failureHandling,
  builtInRetry,
  delayedMessage,
  deployment,
  carriedKey,
  enqueueConcept,
  idempotencyKey,
  keyMaker,
  limitCheck,
  limitCount,
  limitValue,
  limitKey,
  limitKeyWiring,
  limiterFailure,
  limiterStorage,
  limiterStorageWiring,
  failures,
  selections,
  unawaited,
  failureLog,
  floatingWork,
  givingUp,
  guard,
  limiterWiring,
  localState,
  lookupInsert,
  policyConcept,
  queryConcept,
  queueFacts,
  queueSettings,
  rateLimiter,
  requeueConcept,
  requeueLimits,
  attemptChecks,
  retryConcept,
  retrySignal,
  addressKey,
  exportedPath,
  keylessPass,
  routeConcept,
  routeWiring,
  delayFlows,
  run,
  sentDelay,
  serverDelay,
  scopeFlow,
  scopeEnforcement,
  sessionSetting,
  tableSecurity,
  viewSecurity,
  taskConcept,
  taskOptions,
  taskTime,
  transaction,
  unitOfWork,
  lockOrder,
] as unknown as readonly ConceptKind<never, never>[];
