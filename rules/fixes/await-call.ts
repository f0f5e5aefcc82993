import type { Fix } from "../finding.ts";
import type { Span } from "../ir/nodes.ts";

/**
 * Waits for a call where `await` is allowed: as a statement of its own, or `inside` an expression, there with parentheses
 * and, when it is given, the member of the result that is asked for.
 */
export function awaitCall(call: Span, title: string, inside = false, field?: string): Fix {
  const edits = [{ start: call.start, end: call.start, text: inside ? "(await " : "await " }];
  if (inside) edits.push({ start: call.end, end: call.end, text: field === undefined ? ")" : `).${field}` });
  return { title, kind: "safe", edits };
}
