/** Whether anything depends on an answer that may be a failure. */
import type { Call, Expression, Name, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { outermost } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { AnswerRecord } from "./record.ts";

const CALLED = /^(fetch|get|post|put|patch|delete|head|request|send|create|rpc|from)$/u;
const LOOKS =
  /\.(raise_for_status|throwOnError|unwrap|ok\b|status\b|status_code|is_success|is_error)|\bthrow\b|\braise\b/u;

const LOGGING = /^(console|logger|log|logging|print|Sentry)\b|\.(debug|info|warn|warning|log)$/u;

export function answerOf(call: Call, model: FileModel): AnswerRecord | undefined {
  const { callee } = call;
  const name = callee.kind === "name" || callee.kind === "member" ? callee.name : "";
  if (!CALLED.test(name)) return undefined;
  const chain = outermost(call);
  const path = callee.kind === "name" && !model.bindingOf(callee) ? undefined : model.pathOf(callee);
  if (!path && name !== "fetch") return undefined;
  const isWhole = !/\.(then|json|text|blob|catch)\b/u.test(model.text.slice(call.end, chain.end));
  const statement = isWhole ? statementOf(chain) : undefined;
  const result = isWhole ? resultOf(chain) : undefined;
  return {
    place: model.place(call),
    text: model.source(callee).replace(/\s+/gu, "").slice(0, 80),
    ...(path ? { path } : {}),
    looked: lookedAt(call, chain, model),
    ...(result ? { result: result.name } : {}),
    ...(statement ? { statement: model.place(statement) } : {}),
    ...(isWhole && chain.kind === "call" ? { end: chain.end } : {}),
  };
}

function lookedAt(call: Call, chain: Expression, model: FileModel): AnswerRecord["looked"] {
  const after = model.text.slice(call.end, chain.end);
  if (LOOKS.test(after)) return "yes";
  let top: Node = chain;
  while (top.parent?.kind === "await" || (top.parent?.kind === "member" && top.parent.object === top)) {
    top = top.parent.kind === "member" ? outermost(top.parent) : top.parent;
    if (top.kind === "member" && LOOKS.test(`.${top.name}`)) return "yes";
  }
  return useOf(top, model, 0);
}

function useOf(top: Node, model: FileModel, depth: number): AnswerRecord["looked"] {
  if (depth > 4) return "yes";
  const parent = top.parent;
  switch (parent?.kind) {
    case "expression":
      return "no";
    case "return":
      return "out";
    case "declare":
      return parent.value === top ? ofNames(namesIn(parent.target), parent, model, depth) : "yes";
    case "assign":
      return parent.value === top && parent.targets[0]
        ? ofNames(namesIn(parent.targets[0]), parent, model, depth)
        : "yes";
    case "with":
      return ofNames(
        parent.items.flatMap(item => (item.context === top && item.target ? namesIn(item.target) : [])),
        parent,
        model,
        depth,
      );
    default:
      return "yes";
  }
}

function namesIn(target: Node): Name[] {
  const names: Name[] = [];
  walk(target, node => {
    if (node.kind === "name") names.push(node);
  });
  return names;
}

function ofNames(names: Name[], at: Node, model: FileModel, depth: number): AnswerRecord["looked"] {
  let out = false;
  for (const name of names)
    for (const reference of model.bindings.lookUp(name.name, at)?.references ?? []) {
      const looked = ofReference(reference, model, depth);
      if (looked === "yes") return "yes";
      if (looked === "out") out = true;
    }
  return out ? "out" : "no";
}

/** A status that is only logged or stored is not looked at. */
function ofReference(reference: Name, model: FileModel, depth: number): AnswerRecord["looked"] {
  if (isTested(reference)) return "yes";
  const chain = outermost(reference);
  const text = model.source(chain);
  if (/\.(raise_for_status|throwOnError|unwrap)\b/u.test(text)) return "yes";
  let top: Node = chain;
  while (top.parent?.kind === "await") top = top.parent;
  const parent = top.parent;
  // What is read out of a body breaks when the body is an error's.
  if (/\.json\(\)(\.|\[)|\.(data|json\(\))\.\w+[.[]/u.test(text)) return "yes";
  if (parent?.kind === "return") return chain === reference ? "out" : "no";
  if (parent?.kind === "declare" || parent?.kind === "assign") return useOf(top, model, depth + 1);
  // Handed to something that may look; a log of its status does not.
  if (parent?.kind === "argument")
    return (chain === reference && !isLogged(parent, model)) || isResultUsed(parent) ? "yes" : "no";
  return parent?.kind === "throw" || parent?.kind === "property" ? (chain === reference ? "yes" : "no") : "no";
}

function isLogged(argument: Node, model: FileModel): boolean {
  return argument.parent?.kind === "call" && LOGGING.test(model.source(argument.parent.callee));
}

function isResultUsed(argument: Node): boolean {
  let top: Node | undefined = argument.parent;
  while (top?.parent?.kind === "await" || top?.parent?.kind === "argument" || top?.parent?.kind === "call")
    top = top.parent;
  return top?.parent?.kind !== "expression";
}

function isTested(node: Node): boolean {
  for (let at = node, parent = node.parent; parent; at = parent, parent = parent.parent) {
    if ((parent.kind === "if" || parent.kind === "conditional" || parent.kind === "loop") && parent.test === at)
      return true;
    if (parent.kind === "switch" && parent.subject === at) return true;
    if (parent.kind === "throw") return true;
    if (parent.kind === "binary" && ["and", "or", "??"].includes(parent.operator) && parent.left === at) return true;
    if (["function", "expression", "declare", "argument", "return", "property", "assign"].includes(parent.kind))
      return false;
  }
  return false;
}

function statementOf(call: Expression): Node | undefined {
  for (let at: Node = call, parent = at.parent; parent; at = parent, parent = parent.parent) {
    if (at.kind === "expression" || at.kind === "declare") return at;
    if (parent.kind === "function" || parent.kind === "with" || parent.kind === "return") return undefined;
  }
  return undefined;
}

/** `const response = await fetch(url)`. */
function resultOf(call: Expression): Name | undefined {
  let top: Node = call;
  while (top.parent?.kind === "await") top = top.parent;
  const parent = top.parent;
  if (parent?.kind === "declare" && parent.target.kind === "name") return parent.target;
  if (parent?.kind === "assign" && parent.parent?.kind === "expression" && parent.targets[0]?.kind === "name")
    return parent.targets[0];
  return undefined;
}
