/** Names that say "how often this was tried": the convention behind counters that are stored in rows, messages and fields. */

const COUNTER = /(retry|retries|attempt|tries|reconnect|failure|failcount|trycount)/u;
const OTHER =
  /(max|min|limit|delay|after|interval|wait|ms$|secs?$|seconds|time|base|factor|backoff|policy|config|option|allowed|able|at$|on$|if$|default|strategy|queue|func|fn$|status|reason|enabled|^is|^should|^can|^has|key|id$|ids$|url|log|left|remaining|budget|total|handler|callback|rate|ratio|percent)/u;
/** `options.retries`, `config.retryAttempts` is how many there may be; `row.retries` is how many there were. */
const SETTINGS = /(opts?|options|config|settings?|policy|params|props|args|defaults?|constants?|env)$/iu;
const PLAIN = new Set(["retries", "attempts", "tries", "retry"]);

/** `holder` is the text of what the name is a member of. */
export function isAttemptName(name: string, holder = ""): boolean {
  const plain = normalised(name);
  if (!COUNTER.test(plain) || OTHER.test(plain) || name === name.toUpperCase()) return false;
  return !SETTINGS.test(holder);
}

/** `retries`, `attempts`: a counter or a limit, as the place tells. */
export function isPluralCounter(name: string): boolean {
  return PLAIN.has(normalised(name));
}

export function normalised(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}
