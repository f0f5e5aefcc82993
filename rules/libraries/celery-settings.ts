/**
 * Celery's settings and task options: which names exist, which of them reach tasks, and what a name that does not exist was
 * meant to do. DOMAIN.md §0 W1–W9, §1.1, §2.1. Invariant: a name that is missing here is unknown, not wrong: only names
 * that look like one of these are spoken of.
 */
import { phrase } from "./phrase.ts";

/** Setting names by their first word; celery@5.6.3 app/defaults.py:63-330 and main (5.7dev, 2026-08-08). */
const NAMES: Readonly<Record<string, string>> = {
  "": "accept_content result_accept_content enable_utc imports include timezone",
  beat: "max_loop_interval schedule scheduler schedule_filename sync_every cron_starting_deadline",
  broker:
    "url read_url write_url transport transport_options connection_timeout connection_retry connection_retry_on_startup " +
    "connection_max_retries channel_error_retry failover_strategy heartbeat heartbeat_checkrate login_method " +
    "native_delayed_delivery_queue_type pool_limit pool_acquire_timeout use_ssl host port user password vhost",
  control: "queue_ttl queue_expires queue_exclusive queue_durable exchange",
  event: "queue_expires queue_ttl queue_prefix queue_exclusive queue_durable serializer exchange",
  redis:
    "backend_use_ssl backend_health_check_interval backend_credential_provider db host max_connections username password port " +
    "socket_timeout socket_connect_timeout retry_on_timeout socket_keepalive client_name",
  result:
    "backend cache_max compression exchange exchange_type expires persistent extended serializer backend_transport_options " +
    "backend_thread_safe chord_ordered chord_retry_interval chord_join_timeout backend_max_sleep_between_retries_ms " +
    "backend_max_retries backend_base_sleep_between_retries_ms backend_always_retry",
  task:
    "acks_late acks_on_failure_or_timeout acks_on_failure acks_on_timeout always_eager annotations compression " +
    "create_missing_queues create_missing_queue_type create_missing_queue_exchange_type inherit_parent_priority " +
    "default_delivery_mode default_queue default_queue_type default_exchange default_exchange_type default_routing_key " +
    "default_rate_limit default_priority eager_propagates ignore_result store_eager_result protocol publish_retry " +
    "publish_retry_policy queues queue_max_priority queue_ha_policy reject_on_worker_lost remote_tracebacks routes " +
    "send_sent_event serializer soft_time_limit time_limit store_errors_even_if_ignored track_started cls " +
    "allow_error_cb_on_chord_header",
  worker:
    "agent autoscaler cancel_long_running_tasks_on_connection_loss soft_shutdown_timeout enable_soft_shutdown_on_idle " +
    "concurrency consumer direct disable_rate_limits deduplicate_successful_tasks enable_remote_control " +
    "hijack_root_logger log_color log_format lost_wait max_memory_per_child max_tasks_per_child pool pool_putlocks " +
    "pool_restarts proc_alive_timeout prefetch_multiplier eta_task_limit enable_prefetch_count_reduction " +
    "disable_prefetch redirect_stdouts redirect_stdouts_level send_task_events state_db task_log_format timer " +
    "timer_precision detect_quorum_queues cancel_long_running_tasks_on_connection_loss",
};

export const CELERY_SETTINGS: ReadonlySet<string> = new Set(
  Object.entries(NAMES).flatMap(([prefix, names]) =>
    names.split(" ").map(name => (prefix === "" ? name : `${prefix}_${name}`)),
  ),
);

/** First words that belong to Celery: another package may use any other. */
export const SETTING_PREFIX = /^(task|worker|broker|result|beat)_/u;

/** Settings that older versions do not know, by the first version that does. celery main (5.7dev) app/defaults.py:271. */
export const SETTINGS_SINCE: Readonly<Record<string, { major: number; minor: number }>> = {
  task_acks_on_failure: { major: 5, minor: 7 },
  task_acks_on_timeout: { major: 5, minor: 7 },
};

/** Names from before 4.0 that do not follow from the new ones; celery@5.6.3 app/defaults.py `old=`. */
export const OLD_SETTINGS: Readonly<Record<string, string>> = {
  celeryd_task_time_limit: "task_time_limit",
  celeryd_task_soft_time_limit: "task_soft_time_limit",
  celery_send_events: "worker_send_task_events",
  celery_task_result_expires: "result_expires",
};

/**
 * Names that are written as settings and are none (W4): what runs is the library's own value of `option`. `annotates` tells
 * whether `task_annotations={"*": {option: value}}` does what was meant.
 */
export interface DeadSettingRow {
  name: RegExp;
  option: string;
  annotates: boolean;
  source: string;
}

const NO_SUCH_OPTION = "celery@5.6.3 app/defaults.py:263-316: no such Option; DOMAIN W4, §1.1 [T t10]";

export const DEAD_SETTINGS: readonly DeadSettingRow[] = [
  {
    name: /^task_(default_)?max_retr(y|ies)$|^task_(default_)?(retries|retry_limit|retry_max|retry_count|max_attempts)$/u,
    option: "max_retries",
    annotates: true,
    source: NO_SUCH_OPTION,
  },
  {
    name: /^task_(default_)?retry_(delay|interval|countdown)$/u,
    option: "default_retry_delay",
    annotates: true,
    source: NO_SUCH_OPTION,
  },
  { name: /^task_(default_)?autoretry_for$/u, option: "autoretry_for", annotates: false, source: NO_SUCH_OPTION },
  { name: /^task_(default_)?retry_backoff$/u, option: "retry_backoff", annotates: false, source: NO_SUCH_OPTION },
  {
    name: /^task_(default_)?retry_backoff_max$/u,
    option: "retry_backoff_max",
    annotates: false,
    source: NO_SUCH_OPTION,
  },
  { name: /^task_(default_)?retry_jitter$/u, option: "retry_jitter", annotates: false, source: NO_SUCH_OPTION },
  { name: /^task_(default_)?retry_kwargs$/u, option: "retry_kwargs", annotates: false, source: NO_SUCH_OPTION },
];

/** celery@5.6.3 app/task.py:218,222; app/autoretry.py:8-66. */
export const TASK_DEFAULTS = { max_retries: 3, default_retry_delay: 180, retry_backoff_max: 600 } as const;

/** Settings that a task takes over, by the option that they stand for: `from_config`, celery@5.6.3 app/task.py:344-356. */
export const SETTING_OF_OPTION: Readonly<Record<string, string>> = {
  serializer: "task_serializer",
  rate_limit: "task_default_rate_limit",
  priority: "task_default_priority",
  track_started: "task_track_started",
  acks_late: "task_acks_late",
  acks_on_failure_or_timeout: "task_acks_on_failure_or_timeout",
  acks_on_failure: "task_acks_on_failure",
  acks_on_timeout: "task_acks_on_timeout",
  reject_on_worker_lost: "task_reject_on_worker_lost",
  ignore_result: "task_ignore_result",
  store_eager_result: "task_store_eager_result",
  store_errors_even_if_ignored: "task_store_errors_even_if_ignored",
  time_limit: "task_time_limit",
  soft_time_limit: "task_soft_time_limit",
};

/**
 * What a task's decorator takes: attributes of the class, parameters of `_task_from_fun`, options read by `apply_async`, and
 * handlers. celery@5.6.3 app/task.py:30-360, app/base.py:500-640, app/autoretry.py; an unknown one becomes an attribute that
 * nothing reads (DOMAIN §1.1 [T]).
 */
export const TASK_OPTIONS: ReadonlySet<string> = new Set(
  (
    "name base bind shared lazy filter typing pydantic pydantic_strict pydantic_context pydantic_dump_kwargs " +
    "max_retries default_retry_delay rate_limit ignore_result trail send_events store_errors_even_if_ignored " +
    "store_eager_result serializer time_limit soft_time_limit backend track_started acks_late acks_on_failure_or_timeout " +
    "acks_on_failure acks_on_timeout reject_on_worker_lost throws expires priority resultrepr_maxsize abstract Strategy " +
    "Request queue routing_key exchange delivery_mode compression immediate mandatory exchange_type " +
    "autoretry_for dont_autoretry_for retry_kwargs retry_backoff retry_backoff_max retry_jitter override_max_retries " +
    "on_failure on_success on_retry on_bound before_start after_return on_error run shadow_name run_every relative options " +
    "accept_magic_kwargs ignore_results_for autoregister request_stack from_config nowfun"
  ).split(" "),
);

/** Options that only the automatic retry reads. celery@5.6.3 app/autoretry.py:8-66; W6. */
export const AUTORETRY_OPTIONS: readonly string[] = [
  "retry_backoff",
  "retry_backoff_max",
  "retry_jitter",
  "retry_kwargs",
  "dont_autoretry_for",
];

/** Options of something else, written on a task. `instead` is the task option that comes nearest to what was meant. */
export interface ForeignOptionRow {
  name: RegExp;
  /** Whose they are. */
  of: string;
  instead?: string;
  source: string;
}

export const FOREIGN_TASK_OPTIONS: readonly ForeignOptionRow[] = [
  {
    name: /^interval_(start|step|max)$/u,
    of: phrase("publishing a message (`retry_policy`)"),
    instead: "retry_backoff",
    source: "kombu@5.6.2 connection.py ensure(); celery@5.6.3 app/defaults.py task_publish_retry_policy; DOMAIN §1.1",
  },
  {
    name: /^(retry_policy|retry)$/u,
    of: phrase("`apply_async`, and there of publishing a message"),
    source: "celery@5.6.3 app/task.py apply_async, extract_exec_options:30",
  },
  {
    name: /^(countdown|eta|link|link_error)$/u,
    of: "`apply_async`",
    source: "celery@5.6.3 app/task.py extract_exec_options:30 does not read it from the task",
  },
  {
    name: /^(retries|max_retry|retry_count|max_attempts|retry_max|retry_limit|max_tries)$/u,
    of: phrase("other libraries"),
    instead: "max_retries",
    source: "celery@5.6.3 app/task.py:218",
  },
  {
    name: /^(retry_delay|retry_countdown|retry_interval|retry_wait|retry_after)$/u,
    of: phrase("other libraries"),
    instead: "default_retry_delay",
    source: "celery@5.6.3 app/task.py:222",
  },
  {
    name: /^(retry_for|retry_on|autoretry|retry_exceptions|auto_retry|auto_retry_for)$/u,
    of: phrase("other libraries"),
    instead: "autoretry_for",
    source: "celery@5.6.3 app/autoretry.py:10",
  },
];

/** Decorators of other task queues that go by the same names. */
export const OTHER_TASK_DECORATORS =
  /^(huey|dramatiq|rq|django_rq|taskiq|taskiq_\w+|procrastinate|airflow|prefect|invoke|fabric|luigi|flytekit|dagster|locust|spiff|robocorp|crewai|django_tasks|procrastinate|uvtask|background_task|asynctasks|streaq|saq|arq)\b/u;

/** Base classes of third parties read options of their own: `once={…}` of celery-once. */
export const CELERY_TASK_CLASS = /^celery\.(Task|app\.task\.Task|task\.Task|Celery\(\)\.Task)$/u;

/** The app, however it is reached. */
export const CELERY_APP = /^celery\.(Celery\(\)|app\.base\.Celery\(\)|current_app|app\.app_or_default\(\))$/u;

/** The exceptions of `self.retry()`. celery@5.6.3 exceptions.py; `Retry` derives from `Exception` through TaskPredicate. */
export const RETRY_EXCEPTION = /^celery\.exceptions\.(Retry|TaskPredicate|Ignore)$|^celery\.(app\.task\.)?Retry$/u;
export const MAX_RETRIES_EXCEPTION = /^celery\.exceptions\.MaxRetriesExceededError$/u;

/** Exceptions that catch `Retry`: its base classes. celery@5.6.3 exceptions.py: Retry(TaskPredicate(CeleryError(Exception))). */
export const CATCHES_RETRY =
  /^(Exception|BaseException|builtins\.(Base)?Exception)$|^celery\.exceptions\.(CeleryError|TaskPredicate|Retry)$/u;

/** Packages whose tasks are known to run out of memory: what they load is as large as the input. A convention, no fact of the queue. */
export const MEMORY_HUNGRY: ReadonlySet<string> = new Set([
  "pandas",
  "polars",
  "numpy",
  "scipy",
  "sklearn",
  "torch",
  "tensorflow",
  "transformers",
  "PIL",
  "cv2",
  "fitz",
  "pdf2image",
  "moviepy",
  "whisper",
  "openpyxl",
  "playwright",
  "selenium",
]);
