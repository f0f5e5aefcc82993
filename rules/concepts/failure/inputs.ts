/** What a function was given, or a setting, as against what it fetched: a failure over it comes again every time. */
import type { Expression, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { guardsAt } from "../../semantics/guards.ts";

/** Parameters that hold what came back from elsewhere. */
const ANSWER =
  /^(data|res|resp|r|result|results|reply|row|rows|record|records)$|(^|_)(response|resp|result|reply|answer|output|completion|body|html|raw|content|json|text|message|chunk|event)(s?$|_)|(Response|Result|Reply|Output|Body|Content|Text|Json|Html)$/u;
/** Readers and tests that pass what they are given. */
const PLAIN =
  /^(get|strip|lower|upper|trim|split|len|str|int|bool|isinstance|type|hasattr|getattr|startswith|endsWith|startsWith|endswith|includes|test|match|isArray|getenv|toString|toLowerCase|keys|values|some|every|all|any|isdigit|String|Number|Boolean|parseInt|has|environ)$/u;

/** The nearest test that decides over `node` is about input only. */
export function dependsOnInput(node: Node, model: FileModel): boolean {
  const guard = guardsAt(node).find(one => one.node.start <= node.start);
  return guard !== undefined && isInput(guard.test, model, 0);
}

/** Only parameters, settings, constants and plain readings of them go into it. */
export function isInput(expression: Expression, model: FileModel, depth: number): boolean {
  if (depth > 6) return false;
  let plain = true;
  let named = false;
  walk(expression, node => {
    if (!plain) return false;
    if (node.kind === "await" || node.kind === "yield" || node.kind === "function") plain = false;
    if (node.kind === "call") {
      const { callee } = node;
      const name = callee.kind === "name" || callee.kind === "member" ? callee.name : "";
      if (!PLAIN.test(name)) plain = false;
    }
    if (node.kind === "name" && isRead(node)) {
      named = true;
      if (!isInputName(node, model, depth)) plain = false;
    }
    return undefined;
  });
  return plain && named;
}

/** Not the name of a called function. */
function isRead(name: Node): boolean {
  return !(name.parent?.kind === "call" && name.parent.callee === name);
}

function isInputName(name: Expression & { kind: "name" }, model: FileModel, depth: number): boolean {
  if (name.name === "self" || name.name === "this") return true;
  const binding = model.bindingOf(name);
  if (!binding) return /^(process|os|undefined|Array|Object|Number|String|None)$/u.test(name.name);
  if (binding.kind === "parameter") return !ANSWER.test(name.name);
  if (binding.kind === "import") return true;
  if (ANSWER.test(name.name)) return false;
  return binding.definitions.every(
    one =>
      one.value !== undefined &&
      !one.compound &&
      (one.value.kind === "literal" || isInput(one.value, model, depth + 1)),
  );
}
