import type { Fix } from "../finding.ts";
import type { Span } from "../ir/nodes.ts";

/** Waits for a call that stands as a statement of its own, where `await` is allowed. */
export function awaitCall(call: Span, title: string): Fix {
  return { title, kind: "safe", edits: [{ start: call.start, end: call.start, text: "await " }] };
}
