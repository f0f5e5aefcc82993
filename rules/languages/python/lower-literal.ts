import type { Expression } from "../../ir/nodes.ts";
import { holeAt, spanOf } from "./lowering.ts";
import type { Lowering } from "./lowering.ts";
import type { SourceText } from "./source-text.ts";
import type { Py } from "./tree.ts";

/** The type of a constant in Python; py-ast gives `1` and `1.0`, `"a"` and `b"a"`, `...` and `"..."` the same value. */
export type LiteralKind = "none" | "bool" | "int" | "float" | "complex" | "str" | "bytes" | "ellipsis";

/** `start` is where the constant's text begins; must not be asked for the text pieces of an f-string. */
export function literalKind(value: unknown, source: SourceText, start: number, end: number): LiteralKind {
  if (value === null || value === undefined) return "none";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "bigint") return "int";
  if (typeof value === "number") return isIntegerText(source.text, start, end) ? "int" : "float";
  if (typeof value !== "string") return "complex";
  for (let at = start; at < end; at++) {
    const code = source.text.charCodeAt(at);
    if (code === 46) return "ellipsis";
    if (code === 34 || code === 39) return "str";
    if (code === 98 || code === 66) return "bytes";
  }
  return "str";
}

/** An ellipsis and a complex number have no literal in the representation: holes. */
export function lowerConstant(low: Lowering, node: Py<"Constant">): Expression {
  const span = spanOf(low, node);
  const kind = literalKind(node.value, low.source, span.start, span.end);
  switch (kind) {
    case "ellipsis":
    case "complex":
      return holeAt(span);
    case "none":
      return { kind: "literal", ...span, value: null };
    case "bytes":
      return { kind: "literal", ...span, value: node.value, flavour: "bytes" };
    default:
      return { kind: "literal", ...span, value: typeof node.value === "bigint" ? Number(node.value) : node.value };
  }
}

function isIntegerText(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(start) === 48 && /[xXoObB]/.test(text.charAt(start + 1))) return true;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if ((code < 48 || code > 57) && code !== 95) return false;
  }
  return true;
}
