/** Limiters that are registered in the wrong place or the wrong way: after the routes, or without waiting. */
import type { Call, Expression, Member, Statement } from "../../ir/nodes.ts";
import { REGISTERED_LIMITERS } from "../../libraries/limiters.ts";
import { type AccessPath, libraryName } from "../../semantics/access-path.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { LateRecord, UnawaitedRecord } from "./record.ts";

const ROUTE_METHODS = new Set(["get", "post", "put", "patch", "delete", "all", "route"]);

/** A call of a member as a statement of its own: `app.use(limiter)`. */
interface Step {
  call: Call;
  callee: Member;
  receiver: string;
  statement: Statement;
  awaited: boolean;
}

export function lateRegistrationsIn(model: FileModel): LateRecord[] {
  const records: LateRecord[] = [];
  for (const steps of stepLists(model)) {
    const uses = steps.filter(
      step => step.callee.name === REGISTERED_LIMITERS.ordered.use && limiterArgument(step.call, model) !== undefined,
    );
    for (const use of uses) {
      const record = late(use, steps, model);
      if (record) records.push(record);
    }
  }
  return [...records, ...latePluginsIn(model)];
}

/** `await app.register(rateLimit, …)` after the routes: its hook sees only routes that come later. */
function latePluginsIn(model: FileModel): LateRecord[] {
  return stepLists(model).flatMap(steps =>
    steps.flatMap(step => {
      const plugin = step.call.args[0]?.value;
      const path = plugin && model.pathOf(plugin);
      if (step.callee.name !== REGISTERED_LIMITERS.awaited.register || !path || !isPlugin(libraryName(path))) return [];
      const own = steps.filter(one => one !== step && one.receiver === step.receiver);
      const before = own.filter(one => one.statement.start < step.statement.start && isRoute(one));
      const after = own.filter(
        one => one.statement.start > step.statement.start && (isRoute(one) || one.callee.name === "register"),
      );
      if (before.length === 0 || after.length > 0) return [];
      return [lateRecord(step, plugin, path, before, model)];
    }),
  );
}

export function unawaitedRegistrationsIn(model: FileModel): UnawaitedRecord[] {
  const records: UnawaitedRecord[] = [];
  for (const steps of stepLists(model))
    for (const [index, step] of steps.entries()) {
      const plugin = step.call.args[0]?.value;
      const path = plugin && model.pathOf(plugin);
      if (
        step.awaited ||
        step.callee.name !== REGISTERED_LIMITERS.awaited.register ||
        !path ||
        !isPlugin(libraryName(path))
      )
        continue;
      const rest = steps.slice(index + 1);
      const waits = rest.findIndex(one => one.awaited && one.receiver === step.receiver);
      const routes = (waits < 0 ? rest : rest.slice(0, waits)).filter(
        one => one.receiver === step.receiver && isRoute(one),
      );
      if (routes.length === 0) continue;
      const fn = model.enclosingFunction(step.call);
      records.push({
        form: "unawaited",
        start: step.call.start,
        end: step.call.end,
        name: plugin.kind === "name" ? plugin.name : model.source(plugin),
        place: model.place(step.call),
        plugin: path,
        call: model.place(step.call),
        routes: routes.map(one => model.place(one.call)),
        awaitable: fn ? fn.async === true : usesModules(model),
      });
    }
  return records;
}

function late(use: Step, steps: Step[], model: FileModel): LateRecord | undefined {
  const own = steps.filter(step => step.receiver === use.receiver && step !== use);
  const prefix = pathOf(use.call);
  const routes = own.filter(step => isRouteOrMount(step) && under(pathOf(step.call), prefix));
  const before = routes.filter(step => step.statement.start < use.statement.start);
  // What is mounted after it may be a router under any name.
  const after = own.filter(
    step => step.statement.start > use.statement.start && (isRoute(step) || mountsUnknown(step)),
  );
  if (before.length === 0 || after.length > 0) return undefined;
  const limiter = limiterArgument(use.call, model)!;
  const path = model.pathOf(limiter);
  if (!path) return undefined;
  return lateRecord(use, limiter, path, before, model);
}

function lateRecord(use: Step, limiter: Expression, path: AccessPath, before: Step[], model: FileModel): LateRecord {
  const first = before[0]!.statement;
  return {
    form: "late",
    start: use.call.start,
    end: use.call.end,
    name: limiter.kind === "name" ? limiter.name : model.source(use.callee),
    place: model.place(use.call),
    limiter: path,
    routes: before.map(step => model.place(step.call)),
    statement: model.place(use.statement),
    before: model.place(first),
    movable: use.statement.parent === first.parent && declaredBefore(limiter, first, model),
  };
}

/** Statements that are calls of members, by the list of statements that they stand in. */
function stepLists(model: FileModel): Step[][] {
  const lists = new Map<unknown, Step[]>();
  for (const call of model.calls) {
    const callee = call.callee;
    if (callee.kind !== "member" || callee.object.kind !== "name") continue;
    const awaited = call.parent?.kind === "await";
    const statement = awaited ? call.parent!.parent : call.parent;
    if (statement?.kind !== "expression") continue;
    const steps = lists.get(statement.parent) ?? [];
    if (steps.length === 0) lists.set(statement.parent, steps);
    steps.push({ call, callee, receiver: callee.object.name, statement, awaited });
  }
  return [...lists.values()].map(steps => steps.toSorted((a, b) => a.statement.start - b.statement.start));
}

function limiterArgument(call: Call, model: FileModel): Expression | undefined {
  return call.args
    .map(argument => argument.value)
    .find(value =>
      value.kind === "name" || value.kind === "call" ? isOrdered(libraryName(model.pathOf(value))) : false,
    );
}

function isOrdered(name: string | undefined): boolean {
  return name !== undefined && REGISTERED_LIMITERS.ordered.libraries.some(library => name.startsWith(library));
}

function isPlugin(name: string | undefined): boolean {
  return name !== undefined && (REGISTERED_LIMITERS.awaited.plugins as readonly string[]).includes(name);
}

function isRoute(step: Step): boolean {
  return ROUTE_METHODS.has(step.callee.name) && pathOf(step.call) !== undefined && step.call.args.length > 1;
}

function isRouteOrMount(step: Step): boolean {
  return (
    isRoute(step) ||
    (step.callee.name === "use" &&
      pathOf(step.call) !== undefined &&
      step.call.args.length > 1 &&
      step.call.args.at(-1)!.value.kind === "name")
  );
}

/** `app.use(x)` where `x` could be a router; an inline function or a handler of errors is none. */
function mountsUnknown(step: Step): boolean {
  if (step.callee.name !== "use") return false;
  const last = step.call.args.at(-1)?.value;
  if (last === undefined || last.kind === "function") return false;
  const name =
    last.kind === "name" || last.kind === "member"
      ? last.name
      : last.kind === "call" && (last.callee.kind === "name" || last.callee.kind === "member")
        ? last.callee.name
        : "";
  return !/error|not_?found|404|helmet|cors|morgan|compress|logger|limit/iu.test(name);
}

function pathOf(call: Call): string | undefined {
  const first = call.args[0]?.value;
  if (first?.kind === "literal" && typeof first.value === "string") return first.value;
  return first?.kind === "template" ? (first.parts[0] ?? "") : undefined;
}

function under(path: string | undefined, prefix: string | undefined): boolean {
  if (prefix === undefined || path === undefined) return true;
  const plain = prefix.replace(/\/?\*$/u, "").replace(/\/$/u, "");
  return path === plain || path.startsWith(`${plain}/`) || plain === "";
}

/** Whether the limiter exists before the first route: imported, or declared above it. */
function declaredBefore(limiter: Expression, first: Statement, model: FileModel): boolean {
  if (limiter.kind !== "name") return true;
  const node = model.bindingOf(limiter)?.definitions[0]?.node;
  return node !== undefined && (node.kind === "import" || node.end <= first.start);
}

function usesModules(model: FileModel): boolean {
  return (
    model.module.body.some(statement => statement.kind === "import" || statement.kind === "export") &&
    !/\.(?:cjs|cts)$/u.test(model.path)
  );
}
