/** What stands: of the things that a family of rules looks at, how many are as they should be, with the places of the others. */
import type { ConceptNode } from "../../rules/concepts/concept.ts";
import type { ConceptNodes } from "../../rules/concepts/index.ts";
import { tenantMap } from "../../rules/concepts/query/tenant-map.ts";
import type { Family } from "../../rules/define-rule.ts";
import type { FilePlace } from "../../rules/finding.ts";
import type { Project } from "../../rules/project/project.ts";
import { isTestPath } from "../../rules/project/test-code.ts";
import { isOwned } from "../engine/tenant-map.ts";

export type MeasureId =
  | "retries-bounded"
  | "retries-jittered"
  | "retries-capped"
  | "queues-dead-letter"
  | "queries-scoped"
  | "tables-row-security"
  | "routes-limited"
  | "limiters-enforced"
  | "effects-protected"
  | "tasks-protected"
  | "transactions-local"
  | "tasks-timed"
  | "routes-stateless";

/** "14 of 17 retries have an end". */
export interface Measure {
  id: MeasureId;
  family: Family;
  whole: number;
  part: number;
  /** Those of the whole that are not part of `part`, known to be otherwise or not known, in path order. */
  others: FilePlace[];
}

/** In the order in which they are told; a measure of nothing is left out. */
export function coverageOf(project: Project): Measure[] {
  const nodes = new NodesByType(project);
  return [
    ...retryMeasures(nodes),
    queueMeasure(project),
    queryMeasure(project),
    securityMeasure(nodes),
    ...limitMeasures(nodes),
    ...taskMeasures(nodes),
    transactionMeasure(nodes),
    ...resilienceMeasures(nodes),
  ].filter(measure => measure.whole > 0);
}

/** How many things of a family can fail: what a rating sets the findings against. */
export function exposureOf(measures: readonly Measure[], family: Family): number {
  return Math.max(0, ...measures.filter(one => one.family === family).map(one => one.whole));
}

interface Judged {
  at: FilePlace;
  stands: boolean;
}

function retryMeasures(nodes: NodesByType): Measure[] {
  const retries = distinct(
    nodes
      .of("Retry")
      .map(({ node }) => node)
      .filter(retry => retry.kind !== "formula" && ["service", "command"].includes(retry.runsIn)),
  );
  const waiting = retries.filter(retry => retry.waits === "some");
  const growing = retries.filter(retry => retry.delays.some(({ growth }) => growth === "exponential"));
  return [
    measure(
      "retries-bounded",
      "retries",
      retries.map(({ at, attempts, deadline }) => {
        const ends = attempts.is === "known" || (attempts.is === "unknown" && attempts.bound !== undefined);
        return { at, stands: ends || deadline !== undefined };
      }),
    ),
    measure(
      "retries-jittered",
      "retries",
      waiting.map(({ at, jitter }) => ({ at, stands: jitter === "known" })),
    ),
    measure(
      "retries-capped",
      "retries",
      growing.map(({ at, delays }) => ({
        at,
        stands: delays.every(({ growth, limit }) => growth !== "exponential" || limit.is === "known"),
      })),
    ),
  ];
}

/** Consumers that a platform's configuration declares, one per queue. */
function queueMeasure(project: Project): Measure {
  const queues = new Map<string, Judged>();
  for (const { path, manifest } of project.files())
    for (const { queue, deadLetterQueue, place } of manifest?.queues ?? []) {
      const stands = queues.get(queue)?.stands === true || deadLetterQueue !== undefined;
      queues.set(queue, { at: { ...place, path }, stands });
    }
  return measure("queues-dead-letter", "retries", [...queues.values()]);
}

/** Queries on tables whose rows belong to a tenant, whoever sends them. */
function queryMeasure(project: Project): Measure {
  const tables = tenantMap(project).tables.filter(isOwned);
  return measure(
    "queries-scoped",
    "tenancy",
    tables.flatMap(table => table.queries.map(({ at, scope }) => ({ at, stands: scope.kind === "scoped" }))),
  );
}

/** Tables that clients outside the server reach. */
function securityMeasure(nodes: NodesByType): Measure {
  const exposed = nodes
    .of("TableSecurity")
    .filter(({ node: { exposed, rowSecurity } }) => exposed && rowSecurity !== "unknown");
  return measure(
    "tables-row-security",
    "tenancy",
    exposed.map(({ node, path }) => ({ at: { ...node.place, path }, stands: node.rowSecurity === "on" })),
  );
}

function limitMeasures(nodes: NodesByType): Measure[] {
  const routes = nodes.of("Route").filter(({ node }) => node.limits.standing !== "exempt");
  const limiters = nodes.of("RateLimiter").filter(({ node }) => node.verdict.kind !== "unknown");
  return [
    measure(
      "routes-limited",
      "limits",
      routes.map(({ node }) => ({ at: node.place, stands: node.limits.standing === "limited" })),
    ),
    measure(
      "limiters-enforced",
      "limits",
      limiters.map(({ node, path }) => ({ at: { ...node.place, path }, stands: node.verdict.kind === "enforced" })),
    ),
  ];
}

/** Only of bodies that something is known to run again. */
function taskMeasures(nodes: NodesByType): Measure[] {
  const tasks = nodes.of("Task").filter(({ node }) => node.deliveries.length > 0 && node.makes.length > 0);
  const effects = tasks.flatMap(({ node, path }) =>
    node.makes.map(({ at, protection }) => ({ at: { ...at, path }, stands: protection !== undefined })),
  );
  return [
    measure(
      "tasks-protected",
      "idempotency",
      tasks.map(({ node, path }) => ({
        at: { ...node.makes[0]!.at, path },
        stands: node.makes.every(({ protection }) => protection !== undefined),
      })),
    ),
    measure("effects-protected", "idempotency", effects),
  ];
}

/** Of those whose beginning is known and that serve, rather than set up or repair. */
function transactionMeasure(nodes: NodesByType): Measure {
  const transactions = nodes.of("Transaction").filter(({ node }) => node.known && node.serves);
  return measure(
    "transactions-local",
    "transactions",
    transactions.map(({ node }) => ({ at: node.at, stands: node.fault === undefined })),
  );
}

/** Tasks of queues, and routes as far as what they keep is known. */
function resilienceMeasures(nodes: NodesByType): Measure[] {
  const tasks = nodes.of("TaskTime").filter(({ node }) => node.task !== "");
  const keeping = new Set(
    nodes.of("LocalState").flatMap(({ node }) => (node.kind === "store" && node.runs !== "unknown" ? node.routes : [])),
  );
  const routes = nodes.of("Route").filter(({ node }) => node.handler !== undefined);
  return [
    measure(
      "tasks-timed",
      "resilience",
      tasks.map(({ node, path }) => ({ at: { ...node.place, path }, stands: node.limit.is !== "absent" })),
    ),
    measure(
      "routes-stateless",
      "resilience",
      routes.map(({ node }) => ({ at: node.place, stands: !keeping.has(`\`${node.title}\``) })),
    ),
  ];
}

function measure(id: MeasureId, family: Family, all: readonly Judged[]): Measure {
  const others = all.filter(one => !one.stands).map(one => one.at);
  return { id, family, whole: all.length, part: all.length - others.length, others: others.sort(byPlace) };
}

/** A retry that several recognisers see is one. */
function distinct<Node extends { at: FilePlace }>(nodes: readonly Node[]): Node[] {
  return [...new Map(nodes.map(node => [`${node.at.path}:${node.at.start}`, node])).values()];
}

function byPlace(a: FilePlace, b: FilePlace): number {
  return a.path === b.path ? a.start - b.start : a.path < b.path ? -1 : 1;
}

interface Found<Node> {
  node: Node;
  path: string;
}

/** The concepts of the program's own code, tests apart. */
class NodesByType {
  readonly #byType = new Map<string, Found<ConceptNode>[]>();

  constructor(project: Project) {
    for (const { path } of project.files()) {
      if (isTestPath(path)) continue;
      for (const node of project.conceptsOf(path)) {
        const known = this.#byType.get(node.type);
        if (known) known.push({ node, path });
        else this.#byType.set(node.type, [{ node, path }]);
      }
    }
  }

  of<Name extends keyof ConceptNodes>(type: Name): Found<ConceptNodes[Name]>[] {
    return (this.#byType.get(type) ?? []) as Found<ConceptNode>[] as Found<ConceptNodes[Name]>[];
  }
}
