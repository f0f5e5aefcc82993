import type { LanguageId } from "../ir/nodes.ts";
import type { Place } from "../finding.ts";
import type { AccessPath } from "../semantics/access-path.ts";
import type { Symbolic } from "../semantics/symbolic.ts";
import type { SchemaFacts } from "./schema/schema-facts.ts";

/**
 * What one file says to the rest of the program. Invariant: plain JSON data, a pure function of path and text, so that it
 * can be cached by content hash and cross threads; nothing in it depends on another file. References to other files stay
 * open ({@link AccessPath} with root "import") until the project is linked.
 */
export interface FileSummary {
  path: string;
  language: LanguageId;
  imports: ImportRecord[];
  exports: ExportRecord[];
  /** Top-level bindings other than imports and functions, with what they hold. */
  variables: VariableRecord[];
  functions: FunctionRecord[];
  classes: ClassRecord[];
  /** Uses of imported and of top-level names anywhere in the file, but for their own definition. */
  references: ReferenceRecord[];
  /** Records of the concept recognisers, by concept name. Their types live in `concepts/<name>/`. */
  concepts: Record<string, unknown[]>;
  schema?: SchemaFacts;
  /** Of a manifest or deployment file (package.json, pyproject.toml, tsconfig.json, wrangler.toml …). */
  manifest?: ManifestRecord;
  directives: DirectiveRecord[];
  /** The reader of this file failed: its findings are missing, and the engine says so in one note. */
  crash?: string;
}

/** Facts of a file that is configuration, not code. */
export interface ManifestRecord {
  /** Package → version requirement as written ("^5.1.0", ">=0.110"); "" when none is given. */
  dependencies: Record<string, string>;
  /** Package → exact installed version, from lock files. */
  locked: Record<string, string>;
  /** TypeScript path mapping, relative to the file's folder: pattern → targets. */
  paths?: Record<string, string[]>;
  baseUrl?: string;
  /** Name of a workspace package, so that `import "@acme/db"` finds its folder, and its entry points ("." → "./src/index.ts"). */
  packageName?: string;
  entryPoints?: Record<string, string>;
  /** Marked as never published: who imports it is in this repository. */
  private?: boolean;
  /** Where the code runs, with the key that says so. */
  deployment: DeploymentFact[];
  /** What the file starts as one process, or without a word on how many; `module` is the one that its command names. */
  starts?: { place: Place; folder?: string; platform?: string; module?: string }[];
  /** Seconds after which the workers that a command starts end a task. */
  taskLimit?: { seconds: number; place: Place };
  /** Consumers of message queues that a platform calls. */
  queues?: QueueConsumerFact[];
  /** Work that a platform starts by the clock; empty where the file would say so and names none. */
  schedules?: ScheduleFact[];
}

/** One entry of a platform's schedule. */
export interface ScheduleFact {
  /** The cron expression as written. */
  schedule: string;
  /** The route that is called, when there is one; without it the program's own handler of schedules. */
  path?: string;
  place: Place;
}

/** A queue's consumer as a platform's configuration declares it. */
export interface QueueConsumerFact {
  queue: string;
  /** Name of the environment whose section holds it; absent at the top level. */
  environment?: string;
  maxRetries?: number;
  deadLetterQueue?: string;
  /** The entry that names the queue. */
  place: Place;
  /** Where a dead-letter queue's name goes, between `before` and `after`. */
  insertion?: { at: number; before: string; after: string };
}

/** "serverless": short-lived instances, "workers": several processes of one host, "replicas": several hosts. */
export interface DeploymentFact {
  kind: "serverless" | "workers" | "replicas";
  /** As written. */
  why: string;
  place: Place;
  /** How many at most, when that is written. */
  count?: number;
  /** Who runs it, when that is known: "vercel", "cloudflare", "cloud-run" … */
  platform?: string;
  /** Folder whose code it runs, from the scanned root; the file's own when absent. */
  folder?: string;
  /** Module that the command starts: `backend.main` of `uvicorn backend.main:app`. */
  module?: string;
  /** By the habits of the platform, not by a word of the file. */
  likely?: true;
}

export interface ImportRecord {
  module: string;
  place: Place;
  names: { imported: string; local?: string }[];
  typeOnly: boolean;
}

/** `export { local as exported }`, `export * from` (exported "*"), `export default` (exported "default"), `module.exports =` ("="). */
export interface ExportRecord {
  exported: string;
  /** Top-level name here, or the name in `module`; "*" for a namespace; undefined for an anonymous value. */
  local?: string;
  module?: string;
  /** What an anonymous default export or a `module.exports` value is. */
  value?: AccessPath;
}

export interface VariableRecord {
  name: string;
  place: Place;
  exported: boolean;
  /** Where its value comes from, when that can be told. */
  value?: AccessPath;
  /** Its constant or symbolic value. */
  constant?: Symbolic;
  /** Declared or commented type, when it is a plain reference. */
  type?: AccessPath;
}

/** Function ids: `name`, `Class.method`, `outer.inner`, or `name@offset`/`@offset` when that is not unique. Top-level code has the id "". */
export interface FunctionRecord {
  id: string;
  name?: string;
  place: Place;
  /** Range of the name, or of the head when it has none. */
  namePlace: Place;
  exported: boolean;
  async: boolean;
  /** Class of a method. */
  className?: string;
  method?: string;
  parameters: ParameterRecord[];
  decorators: CallOrReference[];
  /** Calls that the function is passed to as a callback: `withWorkspace(fn)`, `app.post("/x", limiter, fn)`. Innermost first. */
  passedTo: CallOrReference[];
  /** What it may return, for factories. */
  returns: AccessPath[];
  /** Value of a function that is one `return` over its parameters: for helpers such as a delay function. */
  formula?: Symbolic;
  calls: CallRecord[];
  /** The body has a `throw`/`raise` that no handler of the same function catches. */
  throws: boolean;
}

export interface ParameterRecord {
  name: string;
  type?: AccessPath;
  /** Default value: `Depends(get_client)` and the like. */
  default?: CallOrReference;
  /** Default value when it is a literal. */
  constant?: string | number | boolean | null;
}

/** A reference with, when it is called, its arguments. */
export interface CallOrReference {
  path?: AccessPath;
  place: Place;
  called: boolean;
  arguments: ArgumentRecord[];
}

export interface ArgumentRecord {
  /** Keyword, or property name of an options object in last position (`{ id, projectId }` gives two records); undefined for positional ones. */
  name?: string;
  /** Zero-based position; undefined for keywords. */
  position?: number;
  value: ValueRecord;
}

/** What can be said of an expression in one place. */
export interface ValueRecord {
  /** Normalised source, for comparing two uses of the same value: `params.tagId`. Names are resolved through simple aliases and destructuring. */
  key: string;
  path?: AccessPath;
  constant?: string | number | boolean | null;
}

/** One call in a function, in source order. */
export interface CallRecord {
  path?: AccessPath;
  /** The callee as written, without arguments: `ctx.db.webhook.findFirst`. */
  text: string;
  place: Place;
  arguments: ArgumentRecord[];
  awaited: boolean;
  /** How the result is used: dropped; bound to `result`; tested (a branch that exits depends on it); returned; else "used". */
  use: "dropped" | "bound" | "tested" | "returned" | "used";
  result?: string;
  /** Inside a `try` whose handler does not leave the function by throwing. */
  caught: boolean;
  /** Depth of enclosing loops in the same function. */
  loopDepth: number;
}

export interface ClassRecord {
  name: string;
  place: Place;
  exported: boolean;
  /** Those whose path can be told. */
  bases: AccessPath[];
  decorators: CallOrReference[];
  /** Class-level assignments and properties with known values, e.g. `max_retries = 5`, `throttle_classes = [X]`. */
  members: VariableRecord[];
}

export interface ReferenceRecord {
  path: AccessPath;
  place: Place;
  /** Id of the enclosing function, "" at top level. */
  within: string;
  use: "call" | "decorator" | "argument" | "base" | "annotation" | "assign" | "jsx" | "export" | "other";
}

/** `faultline-disable-next-line rule, rule -- reason, until 2027-01-31` and annotations `faultline: idempotent -- why`. */
export interface DirectiveRecord {
  kind: "disable" | "enable" | "disable-line" | "disable-next-line" | "disable-file" | "annotation";
  /** Rule ids; empty means all. For an annotation the fact's name and its words. */
  names: string[];
  reason?: string;
  /** ISO date. */
  until?: string;
  place: Place;
  /** The line that an annotation or next-line directive speaks of (1-based). */
  targetLine: number;
}
