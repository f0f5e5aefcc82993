/** Django REST framework: rates and scopes that need a class to take effect, and facts that other files ask for. */
import type {
  Expression,
  Literal,
  Member,
  Module,
  Node,
  ObjectLiteral,
  Pattern,
  PatternElement,
  Property,
  Span,
  Statement,
} from "../../ir/nodes.ts";
import { REST_FRAMEWORK_THROTTLING as DRF } from "../../libraries/limiters.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { mentionsLimiter } from "./names.ts";
import type { ScopeRecord, SettingsRecord, WiringRecord } from "./record.ts";

const MAX_MENTION = 160;
const WIRING = ["literal", "function", "assign", "export", "declare"] as const;
const DRF_WORDS = new Set<string>([DRF.classes, DRF.viewClasses, DRF.viewMethod, DRF.scope, DRF.scopeClass]);

export function throttleSettingsIn(model: FileModel): SettingsRecord[] {
  if (!model.python) return [];
  const records: SettingsRecord[] = [];
  for (const binding of model.bindings.topLevel()) {
    if (binding.name !== DRF.settings) continue;
    const value = binding.definitions[0]?.value;
    if (value?.kind !== "object") continue;
    const rates = value.properties.find(property => property.key === DRF.rates && isFilled(property.value));
    if (
      !rates ||
      value.properties.some(property => property.spread || (property.key === DRF.classes && isFilled(property.value)))
    )
      continue;
    records.push({
      form: "settings",
      start: rates.keyNode.start,
      end: rates.keyNode.end,
      name: DRF.rates,
      place: model.place(rates.keyNode),
      scopes: rates.value.kind === "object" ? rates.value.properties.flatMap(one => one.key ?? []) : [],
    });
  }
  return records;
}

/** `throttle_scope = "uploads"` in the body of a view class. */
export function throttleScopesIn(model: FileModel): ScopeRecord[] {
  if (!model.python) return [];
  const records: ScopeRecord[] = [];
  for (const owner of model.classes) {
    const target = scopeOf(owner.body);
    if (!target || owner.name === undefined) continue;
    if (model.memberValues(owner, DRF.viewClasses).length > 0) continue;
    records.push({
      form: "scope",
      start: target.start,
      end: target.end,
      name: DRF.scope,
      place: model.place(target),
      className: owner.name,
    });
  }
  return records;
}

export function wiringIn(model: FileModel): WiringRecord[] {
  const records: WiringRecord[] = [];
  for (const node of model.nodesOf(...WIRING, ...(model.python ? (["name", "member"] as const) : []))) {
    if (node.kind === "literal" && typeof node.value === "string") {
      if (isMention(node.value) && !isInExportList(node))
        records.push({ what: "mention", start: node.start, end: node.end, text: node.value });
      // A scope that is asked for by name: `getattr(view, "throttle_scope")`.
      if (DRF_WORDS.has(node.value))
        records.push({
          what: "throttling",
          start: node.start,
          end: node.end,
          text: node.value === DRF.scope ? `"${DRF.scope}"` : node.value,
        });
    } else if ((node.kind === "name" || node.kind === "member") && DRF_WORDS.has(node.name)) {
      records.push({ what: "throttling", start: node.start, end: node.end, text: node.name });
    } else if (node.kind === "function" && node.name === DRF.viewMethod) {
      records.push({ what: "throttling", start: node.start, end: node.end, text: DRF.viewMethod });
    } else if (node.kind === "assign" && isApplicationState(node.targets[0])) {
      const app = model.source(node.targets[0].object.object);
      records.push({
        what: "state",
        start: node.start,
        end: node.end,
        place: model.place(node.value),
        statement: model.place(node),
        app,
      });
    } else if (
      node.kind === "export" &&
      (node.value?.kind === "object" || node.value?.kind === "list") &&
      node.valueName !== undefined
    ) {
      records.push(bundle(node.valueName, node.value, model));
    } else if (
      node.kind === "declare" &&
      node.parent?.kind === "module" &&
      node.target.kind === "name" &&
      node.value &&
      isBundle(node.value)
    ) {
      records.push(bundle(node.target.name, node.value, model));
    }
  }
  return records;
}

/** Members, keys and texts that speak of limits and are read, not only assigned. */
export function limitNamesReadIn(model: FileModel): ReadonlySet<string> {
  return model.once(limitNamesRead, model.module);
}

function limitNamesRead(_module: Module, model: FileModel): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of model.nodesOf("member", "pattern-element", "literal", "property")) {
    const name = nameRead(node);
    if (name !== undefined) names.add(name);
  }
  return new Set([...names].filter(mentionsLimiter));
}

function nameRead(node: Member | PatternElement | Literal | Property): string | undefined {
  switch (node.kind) {
    case "member":
      return isTarget(node) ? undefined : node.name;
    case "pattern-element":
      return node.key;
    case "property":
      return node.shorthand ? node.key : undefined;
    case "literal":
      return typeof node.value === "string" && node.value.length < MAX_MENTION && /^\w+$/u.test(node.value)
        ? node.value
        : undefined;
  }
}

function isTarget(node: Node): boolean {
  return (
    node.parent?.kind === "assign" && node.parent.operator === "=" && node.parent.targets.includes(node as Pattern)
  );
}

function bundle(name: string, value: Span, model: FileModel): WiringRecord {
  return { what: "bundle", start: value.start, end: value.end, name, place: model.place(value) };
}

/** An object of which some property is a plain name that speaks of limits. */
function isBundle(value: Expression): boolean {
  return (
    value.kind === "object" &&
    (value as ObjectLiteral).properties.some(
      property => property.value.kind === "name" && mentionsLimiter(property.value.name),
    )
  );
}

/** `__all__ = ["RateLimiter"]` says what may be imported, not that anybody does. */
function isInExportList(node: Node): boolean {
  const owner = node.parent?.kind === "list" ? node.parent.parent : undefined;
  const target = owner?.kind === "assign" ? owner.targets[0] : owner?.kind === "declare" ? owner.target : undefined;
  return target?.kind === "name" && target.name === "__all__";
}

/** `app.state.limiter`. */
function isApplicationState(target: Pattern | undefined): target is Member & { object: Member } {
  return target?.kind === "member" && target.object.kind === "member" && target.object.name === "state";
}

function isFilled(value: Expression): boolean {
  if (value.kind === "list") return value.items.length > 0;
  if (value.kind === "object") return value.properties.length > 0;
  return !(value.kind === "literal" && value.value === null);
}

function scopeOf(body: readonly Statement[]): Span | undefined {
  for (const statement of body) {
    if (
      statement.kind === "declare" &&
      statement.target.kind === "name" &&
      statement.target.name === DRF.scope &&
      statement.value
    )
      return statement.target;
    if (statement.kind !== "expression" || statement.expression.kind !== "assign") continue;
    const target = statement.expression.targets[0];
    if (
      target?.kind === "name" &&
      target.name === DRF.scope &&
      statement.expression.value.kind === "literal" &&
      statement.expression.value.value !== null
    )
      return target;
  }
  return undefined;
}

/** A dotted path, a module path or a container's key that speaks of limits. */
function isMention(text: string): boolean {
  return text.length <= MAX_MENTION && /^[\w./@:#-]+$/u.test(text) && mentionsLimiter(text);
}
