/** What a name or a function does where it stands: uses or defines. */
import type { FunctionNode, Name } from "../ir/nodes.ts";

const CONTAINERS = new Set([
  "module",
  "function",
  "class",
  "if",
  "loop",
  "try",
  "handler",
  "with",
  "block",
  "switch",
  "export",
  "hole",
]);

/** A function statement; an expression's own name is bound nowhere. */
export function isDeclaration(node: FunctionNode): boolean {
  return node.parent === undefined || CONTAINERS.has(node.parent.kind);
}

/** Not a target, not a key of an object, not an imported name. */
export function isUse(name: Name): boolean {
  const parent = name.parent;
  if (!parent) return true;
  switch (parent.kind) {
    case "property":
      return parent.keyNode !== name || parent.shorthand === true || parent.key === undefined;
    case "declare":
      return parent.target !== name;
    case "assign":
      return !parent.targets.includes(name) || parent.operator !== "=";
    case "pattern-element":
      return parent.target !== name;
    case "loop":
      return parent.target !== name;
    case "handler":
      return parent.name !== name;
    case "with":
      return !parent.items.some(item => item.target === name);
    case "comprehension":
      return !parent.loops.some(loop => loop.target === name);
    case "parameter":
      return parent.pattern !== name;
    default:
      return true;
  }
}
