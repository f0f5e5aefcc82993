import type { UnsharedEnqueue } from "../concepts/enqueue/index.ts";
import type { Fix } from "../finding.ts";

/** Limits what each tenant may take of a queue at a time. The number is a proposal. */
export function giveTenantShare({ fix }: UnsharedEnqueue): Fix | undefined {
  if (!fix) return undefined;
  return { title: fix.title, kind: "suggestion", edits: [{ start: fix.at, end: fix.at, text: fix.text }] };
}
