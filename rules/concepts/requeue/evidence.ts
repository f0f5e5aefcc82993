/** What a function tells of itself that ends the repetition, and where a place stands in it. */
import type { FunctionNode, Handler, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { isAttemptName } from "../retry/attempt-names.ts";

const WORDS = /[A-Za-z_$][\w$]*/gu;

/**
 * A counter of attempts is read, written or asked for. A setting with a constant (`retries: 3`) belongs to somebody else.
 */
export function mentionsCounter(unit: Node, model: FileModel): boolean {
  let found = false;
  walk(unit, node => {
    if (found) return false;
    if (node.kind === "member") found = isAttemptName(node.name, model.source(node.object));
    else if (node.kind === "name")
      found = node.parent?.kind !== "property" && node.name !== "retry" && isAttemptName(node.name);
    else if (
      (node.kind === "property" && node.key !== undefined) ||
      (node.kind === "argument" && node.name !== undefined)
    ) {
      const key = node.kind === "property" ? node.key! : node.name!;
      found = isAttemptName(key) && node.value.kind !== "literal";
    } else if (node.kind === "literal" && typeof node.value === "string")
      found = isAttemptName(node.value) || (/\bupdate\b|\bselect\b/iu.test(node.value) && wordsCount(node.value));
    else if (node.kind === "template")
      found = node.parts.some(part => /\bupdate\b|\bselect\b|=/iu.test(part) && wordsCount(part));
    return undefined;
  });
  return found;
}

export function wordsCount(text: string): boolean {
  return [...text.matchAll(WORDS)].some(([name]) => isAttemptName(name));
}

/** The outermost error handler around a node, within its function. */
export function handlerAround(node: Node): Handler | undefined {
  let found: Handler | undefined;
  for (let at = node.parent; at && at.kind !== "function"; at = at.parent) if (at.kind === "handler") found = at;
  return found;
}

/** Source without comments and without the text of long literals. */
export function codeOf(node: Node, model: FileModel): string {
  return model
    .source(node)
    .replace(/\/\*[\s\S]*?(?:\*\/|$)/gu, " ")
    .replace(/(^|\s)(?:\/\/|#)[^\n]*/gu, " ")
    .replace(/"""[\s\S]*?"""/gu, text => (/\bupdate\b|\bselect\b/iu.test(text) ? text : " "))
    .replace(/(["'`])(?:(?!\1)[^\n\\]){0,300}?\s(?:(?!\1)[^\n\\]){0,300}?\1/gu, text =>
      /\bupdate\b|\bselect\b/iu.test(text) ? text : '" "',
    );
}

export function nameOf(fn: FunctionNode | undefined, unit: FunctionNode, model: FileModel): string {
  if (fn?.name !== undefined) return fn.name;
  return unit.name ?? model.functionId(unit).split("@")[0]!;
}

export function tableKey(name: string): string {
  return name.replaceAll("_", "").replace(/s$/u, "").toLowerCase();
}
