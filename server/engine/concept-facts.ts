/** What was recognised at a place, in words: a noun for each concept that rules look at, and what is known of one. */
import * as l10n from "@vscode/l10n";
import type { ConceptNode } from "../../rules/concepts/concept.ts";
import type { ConceptNodes } from "../../rules/concepts/index.ts";
import type { Query } from "../../rules/concepts/query/query.ts";
import type { LimitedRoute } from "../../rules/concepts/route/route.ts";
import type { RateLimiter } from "../../rules/concepts/rate-limiter/rate-limiter.ts";
import type { Bound, Retry } from "../../rules/concepts/retry/index.ts";
import type { TableSecurity } from "../../rules/concepts/row-security/index.ts";
import type { Task } from "../../rules/concepts/task/index.ts";
import {
  CLIENTS,
  EFFECTS,
  GROWTHS,
  JITTERS,
  NOUNS,
  OWNERS,
  REACHES,
  ROW_SECURITY,
  RUNS_IN,
  STANDINGS,
  WAITS,
} from "./concept-words.ts";
import { scopeText } from "./tenant-words.ts";

/** Undefined for what only serves other concepts. */
export function conceptNoun(type: string): string | undefined {
  return NOUNS[type as keyof ConceptNodes]?.();
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
      return [`${(node as LimitedRoute).title}`, STANDINGS[(node as LimitedRoute).limits.standing]()];
    case "TableSecurity":
      return tableFacts(node as TableSecurity);
    case "Task":
      return taskFacts(node as Task);
    default:
      return plainFacts(node);
  }
}

function retryFacts({ name, attempts, deadline, waits, jitter, reach, runsIn, delays }: Retry): string[] {
  return [
    l10n.t("repeats {0}", name),
    attemptsFact(attempts),
    ...(deadline ? [l10n.t("no attempt begins after `{0}`", deadline.text)] : []),
    WAITS[waits](),
    ...delays.flatMap(({ text, growth, limit }) =>
      text === "" ? [] : [l10n.t("the delay `{0}`: {1}, {2}", text, GROWTHS[growth](), capFact(limit))],
    ),
    ...(waits === "some" ? [JITTERS[jitter]()] : []),
    REACHES[reach](),
    ...(runsIn === "service" ? [] : [RUNS_IN[runsIn]()]),
  ];
}

function attemptsFact(attempts: Retry["attempts"]): string {
  if (attempts.is === "known")
    return attempts.retries === 1
      ? l10n.t("at most 1 retry, by {0}", shown(attempts.bound))
      : l10n.t("at most {0} retries, by {1}", attempts.retries, shown(attempts.bound));
  if (attempts.is === "absent") return l10n.t("no limit of attempts: {0}", attempts.why);
  return attempts.bound
    ? l10n.t("limited by {0}, of unknown size", shown(attempts.bound))
    : l10n.t("the number of attempts cannot be told");
}

/** Code as code; words may hold some of their own. */
function shown({ text, worded }: Bound): string {
  return worded ? text : `\`${text}\``;
}

function capFact(limit: Retry["delays"][number]["limit"]): string {
  if (limit.is === "known") return l10n.t("at most {0} ms", limit.ms);
  return limit.is === "absent" ? l10n.t("no cap") : l10n.t("whether it is capped cannot be told");
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
  return [
    table === undefined
      ? l10n.t("{0} on a table that cannot be told", operation)
      : l10n.t("{0} on `{1}`", operation, table),
    ownershipFact(ownership),
    l10n.t("sent by `{0}`, {1}", clientText, clientFact(client)),
    scopeFact(scope),
    ...(offline ? [l10n.t("an operator runs this file")] : []),
    ...(gated ? [l10n.t("only the system or an operator gets into the function")] : []),
    ...(entry ? [l10n.t("the function answers requests")] : []),
  ];
}

function ownershipFact(ownership: Query["ownership"]): string {
  if (ownership.kind === "direct") return l10n.t("rows belong to a tenant by `{0}`", ownership.column);
  if (ownership.kind === "indirect") return l10n.t("rows belong to a tenant through another table");
  return OWNERS[ownership.kind]();
}

function clientFact({ kind, proved }: Query["client"]): string {
  return proved ? CLIENTS[kind]() : l10n.t("{0} (by its name)", CLIENTS[kind]());
}

function scopeFact(scope: Query["scope"]): string {
  if (scope.kind === "scoped") return l10n.t("tied to one tenant: {0}", scopeText({ scope }));
  return scope.kind === "open"
    ? l10n.t("nothing ties it to one tenant")
    : l10n.t("whether it is tied to one tenant cannot be told: {0}", scopeText({ scope }));
}

function limiterFacts({ name, library, verdict, coverage, uses }: RateLimiter): string[] {
  return [
    library === undefined ? `\`${name}\`` : l10n.t("`{0}` of {1}", name, library),
    EFFECTS[verdict.kind](),
    uses.length === 1 ? l10n.t("1 use") : l10n.t("{0} uses", uses.length),
    ...(coverage ? [l10n.t("enforced on {0} of {1} routes", coverage.enforced.length, coverage.routes.length)] : []),
  ];
}

function tableFacts({ spelling, exposed, rowSecurity, policies, readByUsers }: TableSecurity): string[] {
  const security = ROW_SECURITY[rowSecurity]();
  return [
    policies === 1
      ? l10n.t("`{0}`, row-level security: {1}, 1 policy", spelling, security)
      : l10n.t("`{0}`, row-level security: {1}, {2} policies", spelling, security, policies),
    exposed ? l10n.t("reached by clients") : l10n.t("no client reaches it directly"),
    ...(readByUsers ? [l10n.t("a user's own client reads it at {0}", `${readByUsers.path}:${readByUsers.line}`)] : []),
  ];
}

function taskFacts({ name, deliveries, makes }: Task): string[] {
  const again =
    deliveries.length === 0
      ? l10n.t("nothing is known to run it again")
      : l10n.t("run again by {0}", [...new Set(deliveries.map(({ platform }) => platform))].join(", "));
  const effects = makes.map(({ originText, protection }) =>
    protection === undefined
      ? l10n.t("`{0}`: nothing protects it from a second run", originText)
      : l10n.t("`{0}`: protected by {1}", originText, protection.words),
  );
  return [
    `\`${name}\``,
    again,
    ...(makes.length === 0 ? [l10n.t("no effect that a second run makes again")] : effects),
  ];
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
