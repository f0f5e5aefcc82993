/** Calls that tell of a failure, and what puts ids on every line by itself. */

/** Loggers by the names that code bases give them, and their methods for what went wrong. */
export const FAILURE_LOGS = {
  receiver: /^(?:(?:self|this|app|current_app|fastify|ctx|context)\.)?_?(?:logger|log|logging|console|LOG|LOGGER)$/u,
  method: /^(?:error|exception|critical|fatal|warning|warn)$/u,
  source: "Python 3.13 docs, logging; Node.js 22 docs, console; pino 9, winston 3 and structlog 25 READMEs",
} as const;

/** What binds ids once for all lines that follow. */
export const BINDS_CONTEXT: readonly { call: RegExp; source: string }[] = [
  {
    call: /(?:^|\.)(?:bind|new|unbind|bind_contextvars|bound_contextvars)$/u,
    source: "structlog 25 docs, Context Variables",
  },
  { call: /(?:^|\.)contextualize$/u, source: "loguru 0.7 docs, contextualize" },
  {
    call: /(?:^|\.)(?:child|withContext|with_context|LoggerAdapter|runWithLogContext)$/u,
    source: "pino 9 docs, child; Python logging docs, LoggerAdapter",
  },
  {
    call: /(?:^|\.)(?:set_tag|set_tags|set_context|set_extra|setTag|setTags|setContext|setExtra|withScope|push_scope|new_scope|setUser|set_user)$/u,
    source: "Sentry docs, Enriching Events",
  },
  {
    call: /(?:^|\.)(?:setAttribute|setAttributes|set_attribute|set_attributes|startActiveSpan|start_as_current_span)$/u,
    source: "OpenTelemetry docs, Span attributes",
  },
];

/** Loggers whose lines carry the id of the task. */
export const TASK_LOGGER = {
  made: /^celery\.utils\.log\.get_task_logger/u,
  source: "celery 5.6.3 app/log.py TaskFormatter: task_name and task_id",
} as const;
