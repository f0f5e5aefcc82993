/** Where a server's delay enters a program: headers, error messages, fields of answers. */
import type { Expression, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { DELAY_HEADER, DELAY_MESSAGE } from "../../libraries/server-delays.ts";
import type { FileModel } from "../../semantics/file-model.ts";

const GETTERS = /^(get|header|getheader|get_header|getHeader|first|pop|get_all)$/u;
const OWN_SETTINGS = /(opts?|options|config|conf|settings?|policy|props|defaults?|constants?|env)$/iu;
/** Headers of a request that came in are not a server's answer, and neither are those of our own reply. */
const OTHER_SIDE = /\b(req|request|res\.headers\.set|reply|ctx\.req)\b/u;

/** `headers.get("Retry-After")`, `headers["retry-after"]`. */
export function headerIn(expression: Expression, model: FileModel): { at: Expression; fallback: boolean } | undefined {
  if (expression.kind === "index" && isHeaderName(expression.index, model)) return { at: expression, fallback: false };
  if (expression.kind !== "call" || expression.callee.kind !== "member") return undefined;
  const name = expression.args[0]?.value;
  if (!GETTERS.test(expression.callee.name) || !name || !isHeaderName(name, model)) return undefined;
  if (
    OTHER_SIDE.test(model.source(expression.callee.object)) &&
    /\breq(uest)?\b/u.test(model.source(expression.callee))
  )
    return undefined;
  return { at: expression, fallback: false };
}

function isHeaderName(value: Expression, model: FileModel): boolean {
  const held = model.valueOf(value);
  return held.kind === "literal" && typeof held.value === "string" && DELAY_HEADER.test(held.value);
}

/** `message.match(/retry after (\d+)/)[1]`, `re.search(r"retry in (\d+)", text).group(1)`. */
export function messageIn(expression: Expression, model: FileModel): { at: Expression; fallback: boolean } | undefined {
  let match: Expression | undefined;
  if (expression.kind === "index") match = model.valueOf(expression.object);
  else if (expression.kind === "call" && expression.callee.kind === "member" && expression.callee.name === "group")
    match = model.valueOf(expression.callee.object);
  if (match?.kind !== "call" || match.callee.kind !== "member") return undefined;
  if (!/^(match|exec|search|findall)$/u.test(match.callee.name)) return undefined;
  return DELAY_MESSAGE.test(model.source(match).slice(0, 300)) && /\\d|\[0-9\]|\(\.\+/u.test(patternOf(match, model))
    ? { at: match, fallback: false }
    : undefined;
}

function patternOf(match: Expression, model: FileModel): string {
  let text = model.source(match);
  walk(match, node => {
    if (node.kind === "name") text += ` ${model.source(model.valueOf(node)).slice(0, 200)}`;
  });
  return text;
}

/** Part of an answer that came over the network: `await response.json()`, `JSON.parse(body)`. */
export function isOutside(object: Expression, model: FileModel): boolean {
  let at: Expression = model.valueOf(object);
  for (let depth = 0; depth < 12; depth++) {
    if (at.kind === "await") at = at.value;
    else if (at.kind === "name") {
      const definition = model.definitionOf(at);
      if (!definition?.value) return false;
      at = definition.value;
    } else if (at.kind === "member" || at.kind === "index") at = at.object;
    else if (at.kind === "call") {
      const name = at.callee.kind === "member" || at.callee.kind === "name" ? at.callee.name : "";
      if (name === "json" || model.source(at.callee) === "JSON.parse" || name === "loads")
        return !asksItself(at, model);
      return false;
    } else return false;
  }
  return false;
}

/** `fetch("/api/orders")`: the answer is this program's own. */
function asksItself(read: Expression & { kind: "call" }, model: FileModel): boolean {
  const answer = read.callee.kind === "member" ? model.valueOf(read.callee.object) : undefined;
  if (answer?.kind !== "call") return false;
  const address = answer.args[0]?.value;
  if (address?.kind === "literal") return typeof address.value === "string" && address.value.startsWith("/");
  return address?.kind === "template" && (address.parts[0]?.startsWith("/") ?? false);
}

/** `options.retryAfter` is what the program itself has chosen. */
export function isSetting(object: Expression, model: FileModel): boolean {
  return OWN_SETTINGS.test(model.source(object).slice(-60));
}

/** An object type, not an object: it gives no field a value. */
export function isType(node: Node): boolean {
  for (let at: Node = node, parent = node.parent; parent; at = parent, parent = parent.parent) {
    if (parent.kind === "type-alias") return true;
    if (parent.kind === "declare" || parent.kind === "parameter") return parent.annotation === at;
    if (parent.kind === "call") return parent.typeArgs?.includes(at as Expression) === true;
    if (parent.kind === "function") return parent.returnType === at;
    if (parent.kind === "assign") return parent.annotation === at;
  }
  return false;
}
