// Written by scripts/generate.ts from the files of this folder. Not edited by hand.
import type { Rule } from "../define-rule.ts";
import noEffectBeforeRecord from "./idempotency/no-effect-before-record.ts";
import noFloatingGuard from "./idempotency/no-floating-guard.ts";
import noLostClaim from "./idempotency/no-lost-claim.ts";
import noOverlappingRun from "./idempotency/no-overlapping-run.ts";
import noRecordBeforeEffect from "./idempotency/no-record-before-effect.ts";
import noUnstableIdempotencyKey from "./idempotency/no-unstable-idempotency-key.ts";
import requireBatchCheckpoint from "./idempotency/require-batch-checkpoint.ts";
import requireIdempotencyKey from "./idempotency/require-idempotency-key.ts";
import requireIdempotentTask from "./idempotency/require-idempotent-task.ts";
import requireUpsert from "./idempotency/require-upsert.ts";
import requireWebhookDedup from "./idempotency/require-webhook-dedup.ts";
import noFailOpenLimiter from "./limits/no-fail-open-limiter.ts";
import noIgnoredLimitResult from "./limits/no-ignored-limit-result.ts";
import noInvalidLimit from "./limits/no-invalid-limit.ts";
import noProcessLocalLimiter from "./limits/no-process-local-limiter.ts";
import noRacyLimiter from "./limits/no-racy-limiter.ts";
import noSpoofableLimitKey from "./limits/no-spoofable-limit-key.ts";
import noUnenforcedLimiter from "./limits/no-unenforced-limiter.ts";
import noUnlimitedRoute from "./limits/no-unlimited-route.ts";
import requireTenantLimitKey from "./limits/require-tenant-limit-key.ts";
import noProcessLocalState from "./resilience/no-process-local-state.ts";
import requireErrorContext from "./resilience/require-error-context.ts";
import requireTaskTimeLimit from "./resilience/require-task-time-limit.ts";
import noAckContradiction from "./retries/no-ack-contradiction.ts";
import noDeadRetryConfig from "./retries/no-dead-retry-config.ts";
import noDelayPastVisibility from "./retries/no-delay-past-visibility.ts";
import noEndlessRequeue from "./retries/no-endless-requeue.ts";
import noPermanentErrorRetry from "./retries/no-permanent-error-retry.ts";
import noRetryAmplification from "./retries/no-retry-amplification.ts";
import noSilentFailureRetry from "./retries/no-silent-failure-retry.ts";
import noSwallowedRetry from "./retries/no-swallowed-retry.ts";
import noTransientAsPermanent from "./retries/no-transient-as-permanent.ts";
import noUnboundedRetry from "./retries/no-unbounded-retry.ts";
import noUncappedBackoff from "./retries/no-uncapped-backoff.ts";
import noUncheckedRetryAfter from "./retries/no-unchecked-retry-after.ts";
import requireDeadLetter from "./retries/require-dead-letter.ts";
import requireRetryBackoff from "./retries/require-retry-backoff.ts";
import requireRetryJitter from "./retries/require-retry-jitter.ts";
import noClientSuppliedTenant from "./tenancy/no-client-supplied-tenant.ts";
import noNakedAdminClient from "./tenancy/no-naked-admin-client.ts";
import noOpenRlsPolicy from "./tenancy/no-open-rls-policy.ts";
import requireRls from "./tenancy/require-rls.ts";
import requireTenantFilter from "./tenancy/require-tenant-filter.ts";
import requireTenantQuota from "./tenancy/require-tenant-quota.ts";
import noNetworkInTransaction from "./transactions/no-network-in-transaction.ts";
import noSplitCommit from "./transactions/no-split-commit.ts";
import requireLockOrder from "./transactions/require-lock-order.ts";

export const rules: readonly Rule[] = [
  noEffectBeforeRecord,
  noFloatingGuard,
  noLostClaim,
  noOverlappingRun,
  noRecordBeforeEffect,
  noUnstableIdempotencyKey,
  requireBatchCheckpoint,
  requireIdempotencyKey,
  requireIdempotentTask,
  requireUpsert,
  requireWebhookDedup,
  noFailOpenLimiter,
  noIgnoredLimitResult,
  noInvalidLimit,
  noProcessLocalLimiter,
  noRacyLimiter,
  noSpoofableLimitKey,
  noUnenforcedLimiter,
  noUnlimitedRoute,
  requireTenantLimitKey,
  noProcessLocalState,
  requireErrorContext,
  requireTaskTimeLimit,
  noAckContradiction,
  noDeadRetryConfig,
  noDelayPastVisibility,
  noEndlessRequeue,
  noPermanentErrorRetry,
  noRetryAmplification,
  noSilentFailureRetry,
  noSwallowedRetry,
  noTransientAsPermanent,
  noUnboundedRetry,
  noUncappedBackoff,
  noUncheckedRetryAfter,
  requireDeadLetter,
  requireRetryBackoff,
  requireRetryJitter,
  noClientSuppliedTenant,
  noNakedAdminClient,
  noOpenRlsPolicy,
  requireRls,
  requireTenantFilter,
  requireTenantQuota,
  noNetworkInTransaction,
  noSplitCommit,
  requireLockOrder,
];
