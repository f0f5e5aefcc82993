/** Who chose a value: the caller of the service, the session, the server, or a row that was already scoped. */
import { CLIENT_PARTS, isPersonKey, PERSON, SERVER_CALL, SESSION_PARTS } from "../../libraries/request-shapes.ts";
import type { CallSite } from "../../project/project.ts";
import type { ArgumentRecord, FileSummary, FunctionRecord } from "../../project/summary.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import { entryOf, roleOfParameter } from "./entries.ts";
import type { Origin } from "./origins.ts";
import type { ScopeProver } from "./scope.ts";

/** "follows": a row of a query in the same function that is open itself. */
export type Verdict = "scoped" | "user" | "constant" | "server" | "inner" | "client" | "follows" | "unknown";

export interface ValueContext {
  file: FileSummary;
  unit: string;
  depth: number;
}

const RANK: readonly Verdict[] = ["constant", "user", "scoped", "server", "inner", "follows", "unknown", "client"];
const MAX_DEPTH = 5;
/** Makes a value that no caller chose. */
const FRESH = /uuid|random|nanoid|cuid|ulid|Date|now\b|datetime|time\b/u;

/** Names of what came from outside as a whole. */
const MESSAGE = /^_?(?:req|request|event|c|ctx|body|input|payload|data|params|args|message|msg|form|props)$/iu;

/** What a serializer or form has just stored. */
const WRITTEN = /^\.(?:instance|save)$/u;

/** The one that decides when a value may come from several places. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce<Verdict>((most, one) => (RANK.indexOf(one) > RANK.indexOf(most) ? one : most), "constant");
}

export class Values {
  readonly #prover: ScopeProver;

  constructor(prover: ScopeProver) {
    this.#prover = prover;
  }

  all(origins: readonly Origin[], context: ValueContext): Verdict {
    if (context.depth > MAX_DEPTH) return "unknown";
    return worst(origins.map(origin => this.#one(origin, context)));
  }

  /** `${projectId}:${name}`, `idOf(projectId, name)`: a value that is made with the tenant among others. */
  isMadeOfTenant(origins: readonly Origin[]): boolean {
    return origins.some(origin => {
      if (origin.kind === "call") return this.isMadeOfTenant(origin.args);
      const name =
        origin.kind === "parameter" ? (origin.steps.findLast(step => step.startsWith(".")) ?? origin.name) : "";
      return name !== "" && this.#prover.tenancy.isTenantText(name.replace(/^\./u, ""));
    });
  }

  #one(origin: Origin, context: ValueContext): Verdict {
    switch (origin.kind) {
      case "constant":
        return "constant";
      case "outer":
        return "scoped";
      case "query":
        return this.#fromQuery(origin.start, context);
      case "parameter":
        return this.parameter(origin.function, origin.name, origin.steps, context);
      case "call":
        return this.#fromCall(origin, context);
      case "path":
        return this.#fromPath(origin.path, context);
      case "unknown":
        return PERSON.test(origin.text) ? "user" : "unknown";
    }
  }

  #fromQuery(start: number, context: ValueContext): Verdict {
    const record = this.#prover.queriesOf(context.file).find(one => one.start === start);
    if (!record) return "unknown";
    const scope = this.#prover.scopeOf(record, context.file);
    if (scope.kind === "scoped") return scope.why === "global table" ? "server" : "scoped";
    if (scope.kind === "unknown") return "unknown";
    if (record.unit === context.unit && context.depth === 0) return "follows";
    return scope.by === "client" || scope.by === "inner" ? scope.by : "inner";
  }

  parameter(functionId: string, name: string, steps: readonly string[], context: ValueContext): Verdict {
    const { file } = context;
    const fn = this.#prover.functionOf(file, functionId);
    if (!fn) return "unknown";
    const entry = entryOf(fn, file, this.#prover.flowsOfFunction(file, functionId)[0]);
    if (entry) {
      const role = roleOfParameter(fn, entry, name, steps);
      return role === "server" ? "scoped" : role;
    }
    const own = [name, ...steps.filter(step => step.startsWith(".")).map(step => step.slice(1))].filter(
      part => !part.startsWith("$"),
    );
    if (own.some(part => SESSION_PARTS.test(part)) || PERSON.test(own.join("."))) return "user";
    if (own.some(part => this.#prover.tenancy.isTenantText(part))) return "scoped";
    if (fn.passedTo.length > 0) return "unknown";
    const sites = this.#prover.project.callersOf(file, functionId);
    // A member of an object that nobody here hands in is a row of a queue or a job, not an id by itself.
    if (sites.length === 0)
      return steps.some(step => step.startsWith(".")) && !name.startsWith("$") && !MESSAGE.test(name)
        ? "server"
        : "inner";
    const verdicts = sites.slice(0, 12).map(site => this.#argument(site, fn, name, steps, context));
    const most = worst(verdicts);
    if (most === "constant") return "server";
    // What a caller hands in from out of sight is still handed in.
    return most === "unknown" && context.depth <= 1 ? "inner" : most;
  }

  /** The value that a caller hands in. */
  #argument(
    site: CallSite,
    fn: FunctionRecord,
    name: string,
    steps: readonly string[],
    context: ValueContext,
  ): Verdict {
    const shift = fn.parameters[0]?.name === "self" || fn.parameters[0]?.name === "cls" ? 1 : 0;
    const position =
      (name.startsWith("$") ? Number(name.slice(1)) : fn.parameters.findIndex(one => one.name === name)) - shift;
    const first = steps[0]?.startsWith(".") ? steps[0].slice(1) : undefined;
    const flow = this.#prover.flowsOfFunction(site.file, site.caller.id)[0];
    const call = flow?.calls.find(one => one.start === site.call.place.start);
    const inner = { file: site.file, unit: flow?.unit ?? site.caller.id, depth: context.depth + 1 };
    const isProperty = (one: { position?: number; name?: string }) =>
      first !== undefined && one.position === position && one.name === first;
    const isWhole = (one: { position?: number; name?: string }) =>
      one.name === name || (one.position === position && one.name === undefined);
    const property = call?.args.find(isProperty);
    if (property) return this.#through(property, site, steps.slice(1), inner);
    const whole = call?.args.find(isWhole);
    if (whole) return this.#through(whole, site, steps, inner);
    const plain = site.call.arguments.find(isProperty) ?? site.call.arguments.find(isWhole);
    return plain ? this.#plain(plain, inner) : "unknown";
  }

  /** A value that the caller has proved before it hands it on counts as scoped. */
  #through(
    argument: { key: string; origins: Origin[] },
    site: CallSite,
    steps: readonly string[],
    context: ValueContext,
  ): Verdict {
    if (this.#prover.tenancy.isTenantText(argument.key)) return "scoped";
    const origins = argument.origins.map(origin =>
      origin.kind === "parameter" ? { ...origin, steps: [...origin.steps, ...steps] } : origin,
    );
    const verdict = this.all(origins, context);
    if (verdict !== "client" && verdict !== "inner") return verdict;
    return this.#prover.guards.isGuarded(argument.key, site.file, context.unit, site.call.place.start)
      ? "scoped"
      : verdict;
  }

  #plain(argument: ArgumentRecord, context: ValueContext): Verdict {
    if (this.#prover.tenancy.isTenantText(argument.value.key)) return "scoped";
    if (isPersonKey(argument.value.key)) return "user";
    if (argument.value.constant !== undefined) return "constant";
    const path = argument.value.path;
    if (path?.root === "parameter" && path.owner !== undefined && path.steps.length > 0)
      return this.parameter(path.owner, path.steps[0]!.slice(1), path.steps.slice(1), {
        ...context,
        depth: context.depth + 1,
      });
    return "unknown";
  }

  #fromCall(origin: Origin & { kind: "call" }, context: ValueContext): Verdict {
    const { project, tenancy } = this.#prover;
    const words = `${origin.text}${origin.steps.join("")}`;
    const inner = { ...context, depth: context.depth + 1 };
    const args = this.all(origin.args, inner);
    if (origin.steps.some(step => WRITTEN.test(step)) || SERVER_CALL.test(origin.text)) return "server";
    if (
      origin.steps.some(step => this.#isTenantStep(step)) ||
      tenancy.isTenantText(origin.text.replace(/^.*?(?:get|resolve|require)_?/u, ""))
    )
      return "scoped";
    if (origin.steps.some(step => /^\.(?:current_?)?user_?id$/iu.test(step)) && args !== "client") return "user";
    const found = project.functionOf(origin.path, context.file);
    if (!found) {
      if (PERSON.test(words)) return "user";
      if (FRESH.test(origin.text) && origin.args.length === 0) return "server";
      return origin.args.length === 0 ? "server" : args === "constant" ? "server" : args;
    }
    const called = this.#fromFunction(found.file, found.value, args, inner);
    const open = called === "client" || called === "inner";
    if (open && this.#prover.guards.proves(found.file, found.value)) return "scoped";
    if (open && this.#tellsTenant(origin.args) && this.#givesProved(found.file, found.value)) return "scoped";
    if (called !== undefined) return called;
    if (PERSON.test(words)) return "user";
    return origin.args.length === 0 || args === "constant" ? "server" : args;
  }

  /** Rows that a function of the project gives back; undefined when it asks the database nothing. */
  #fromFunction(file: FileSummary, fn: FunctionRecord, args: Verdict, context: ValueContext): Verdict | undefined {
    const queries = this.#prover
      .queriesOf(file)
      .filter(one => one.function === fn.id || one.function.startsWith(`${fn.id}.`));
    const owned = queries.filter(one => {
      const kind = this.#prover.tenancy.ownershipOf(this.#prover.tenancy.tableOf(one)).kind;
      return kind === "direct" || kind === "indirect" || kind === "root";
    });
    if (owned.length === 0) {
      const flow = this.#prover.flowsOfFunction(file, fn.id)[0];
      const calls = (flow?.returns ?? []).filter(one => one.kind === "call" || one.kind === "query");
      if (calls.length === 0 || context.depth >= MAX_DEPTH) return undefined;
      return this.all(calls, { file, unit: fn.id, depth: context.depth + 1 });
    }
    const scopes = owned.map(one => this.#prover.scopeOf(one, file));
    if (scopes.some(scope => scope.kind === "open"))
      return owned[0]!.library === "postgrest" ? (args === "client" ? "client" : "inner") : "unknown";
    return scopes.some(scope => scope.kind === "scoped") ? "scoped" : "unknown";
  }

  /** `loadSource(workspace.id, payload)`: the tenant is handed in beside what the caller chose. */
  #tellsTenant(args: readonly Origin[]): boolean {
    return args.some(origin => {
      if (origin.kind !== "parameter") return false;
      const parts = [origin.name, ...origin.steps.filter(step => step.startsWith(".")).map(step => step.slice(1))];
      return this.#prover.tenancy.isTenantText(parts.join("."));
    });
  }

  /** Among what it gives back is a row of a function that compares the row's tenant. */
  #givesProved(file: FileSummary, fn: FunctionRecord): boolean {
    const { project, guards } = this.#prover;
    return this.#prover
      .flowsOfFunction(file, fn.id)
      .flatMap(flow => flow.returns)
      .some(origin => {
        const made = origin.kind === "call" ? project.functionOf(origin.path, file) : undefined;
        return made !== undefined && guards.proves(made.file, made.value);
      });
  }

  #isTenantStep(step: string): boolean {
    return step.startsWith(".") && this.#prover.tenancy.isTenantText(step.slice(1));
  }

  #fromPath(path: AccessPath, context: ValueContext): Verdict {
    const parts = path.steps.filter(step => step.startsWith(".")).map(step => step.slice(1));
    if (path.root === "this") {
      if (parts[0] === "kwargs")
        return parts.some(part => this.#prover.tenancy.isTenantText(part)) ? "scoped" : "client";
      if (parts[0] === "request")
        return parts.some(part => SESSION_PARTS.test(part))
          ? "user"
          : parts.some(part => CLIENT_PARTS.has(part))
            ? "client"
            : "unknown";
      return PERSON.test(parts.join("."))
        ? "user"
        : this.#prover.tenancy.isTenantText(parts.at(-1) ?? "")
          ? "scoped"
          : "unknown";
    }
    const found = this.#prover.project.resolve(path, context.file);
    return found.kind === "variable" && found.value.constant?.kind === "constant" ? "constant" : "server";
  }
}
