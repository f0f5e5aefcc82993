/** What runs only when the shared store is missing or fails: a local count there is better than none. */
import type { Node, Span } from "../../ir/nodes.ts";
import { SHARED_STORE } from "../../libraries/limiter-stores.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { type Guard, guardsAt } from "../../semantics/guards.ts";
import { words } from "./names.ts";

const FALLBACK = /fallback|insurance|degraded|backup|emergency|offline|last resort/u;
/** In every name that does. */
const FALLBACK_PART = /fallback|insurance|degraded|backup|emergency|offline|last/iu;
const UNAVAILABLE = /configured|available|circuit|distributed|connected|healthy/u;
const MAX_TEST = 300;

/** In a handler of errors, on the branch without the shared store, or given away as somebody's fallback. */
export function isFallback(node: Node, model: FileModel): boolean {
  for (let at: Node = node, parent = at.parent; parent && parent.kind !== "module"; at = parent, parent = at.parent) {
    if (parent.kind === "handler" && parent.body.includes(at as never)) return true;
    const name =
      parent.kind === "argument"
        ? parent.name
        : parent.kind === "property"
          ? parent.key
          : parent.kind === "declare" && parent.target.kind === "name"
            ? parent.target.name
            : parent.kind === "assign" && (parent.targets[0]?.kind === "member" || parent.targets[0]?.kind === "name")
              ? parent.targets[0].name
              : parent.kind === "function"
                ? parent.name
                : undefined;
    if (name !== undefined && FALLBACK_PART.test(name) && FALLBACK.test(words(name))) return true;
    // `fallback or RateLimiter(…)`, `redis ?? memory`.
    if (parent.kind === "binary" && parent.right === at && ["or", "??"].includes(parent.operator)) {
      if (model.once(speaks, parent.left)) return true;
    }
    if (parent.kind === "function") break;
  }
  return guardsAt(node).some(guard => model.once(speaks, guard.test) || isDevelopment(guard, model));
}

/** Calls that stand in a fallback, for the limiters of other files: starts of the callees. */
export function fallbackCallsIn(model: FileModel): Span[] {
  const spans: Span[] = [];
  if (!/imit|hrottl|ucket/u.test(model.text)) return spans;
  for (const call of model.calls) if (isFallback(call, model)) spans.push({ start: call.start, end: call.callee.end });
  return spans;
}

function speaks(test: Node, model: FileModel): boolean {
  const text = words(model.source(test).slice(0, MAX_TEST).replaceAll(".", " "));
  if (/limit|count|attempt|\bkey\b|\bentry\b/u.test(text.replaceAll(/rate limit(?:er)?/gu, ""))) return false;
  return FALLBACK.test(text) || UNAVAILABLE.test(text) || SHARED_STORE.test(text);
}

/** Inside `if (NODE_ENV !== "production") { … }`. */
function isDevelopment(guard: Guard, model: FileModel): boolean {
  const { test } = guard;
  if (guard.exit || test.kind !== "binary" || (test.operator !== "==" && test.operator !== "!=")) return false;
  const text = model.source(test).toLowerCase();
  const holds = (test.operator === "==") === guard.holds;
  return (/["']production["']/u.test(text) && !holds) || (/["'](?:development|test|local)["']/u.test(text) && holds);
}
