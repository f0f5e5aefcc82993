/** Limiters that are made and never asked, and limits in the settings that nothing reads. */
import type { Call, ClassNode, Expression, Node } from "../../ir/nodes.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { isLimitOption, mentionsLimiter } from "./names.ts";
import { isMaker, makerPath } from "./recognise-instance.ts";
import type { IdleRecord, OptionRecord } from "./record.ts";

const HOSTS = /^(?:app|application|server|router|blueprint|bot|fastify)$/u;

/** `self.rate_limiter = RateLimiter(10)` and `const limiter = new RateLimiter(10)`, when nothing of this file reads it again. */
export function idleLimitersIn(model: FileModel, read: ReadonlySet<string>): IdleRecord[] {
  return [...model.classes.flatMap(owner => idleMembers(owner, model, read)), ...idleLocals(model)];
}

/** `rate_limit_per_minute: int = 60` of a class of settings. */
export function limitOptionsIn(model: FileModel, read: ReadonlySet<string>): OptionRecord[] {
  if (!model.python) return [];
  const records: OptionRecord[] = [];
  for (const owner of model.classes) {
    if (!owner.bases.some(base => (base.kind === "name" || base.kind === "member") && base.name === "BaseSettings"))
      continue;
    for (const statement of owner.body) {
      const target =
        statement.kind === "declare"
          ? statement.target
          : statement.kind === "expression" && statement.expression.kind === "assign"
            ? statement.expression.targets[0]
            : undefined;
      if (target?.kind !== "name" || !isLimitOption(target.name) || read.has(target.name)) continue;
      records.push({
        form: "option",
        start: target.start,
        end: target.end,
        name: target.name,
        place: model.place(target),
        className: owner.name ?? "",
      });
    }
  }
  return records;
}

function idleMembers(owner: ClassNode, model: FileModel, read: ReadonlySet<string>): IdleRecord[] {
  const records: IdleRecord[] = [];
  for (const name of model.memberNames(owner)) {
    const values = model.memberValues(owner, name);
    const path = values.length === 1 && values[0]!.kind === "call" ? makerPath(values[0] as Call, model) : undefined;
    const target = values[0] && targetOf(values[0]);
    if (
      !path ||
      !target ||
      isGivenHost(values[0] as Call) ||
      !mentionsLimiter(name) ||
      read.has(name) ||
      !isMaker(path, name)
    )
      continue;
    records.push({
      form: "idle",
      start: target.start,
      end: target.end,
      name,
      place: model.place(target),
      makers: [path],
      member: true,
    });
  }
  return records;
}

function idleLocals(model: FileModel): IdleRecord[] {
  const records: IdleRecord[] = [];
  for (const call of model.calls) {
    const target = targetOf(call);
    if (target?.kind !== "name" || isGivenHost(call)) continue;
    const binding = model.bindings.lookUp(target.name, call);
    if (
      !binding ||
      binding.scope.kind === "module" ||
      binding.scope.kind === "class" ||
      binding.references.length > 0 ||
      binding.definitions.length > 1
    )
      continue;
    const path = makerPath(call, model);
    if (!path || !isMaker(path, target.name)) continue;
    records.push({
      form: "idle",
      start: target.start,
      end: target.end,
      name: target.name,
      place: model.place(target),
      makers: [path],
      member: false,
    });
  }
  return records;
}

/** `Limiter(key, app=app)` installs itself where it is made. */
function isGivenHost(call: Call): boolean {
  return call.args.some(
    argument => argument.name === "app" || (argument.value.kind === "name" && HOSTS.test(argument.value.name)),
  );
}

/** What a value is assigned to, when that is all that is done with it. */
function targetOf(value: Expression): Node | undefined {
  const parent = value.parent;
  if (parent?.kind === "declare" && parent.value === value && !parent.exported) return parent.target;
  return parent?.kind === "assign" && parent.value === value && parent.operator === "=" && parent.targets.length === 1
    ? parent.targets[0]
    : undefined;
}
