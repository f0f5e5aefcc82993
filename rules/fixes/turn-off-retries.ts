import type { RetryChain } from "../concepts/amplification/index.ts";
import type { Fix } from "../finding.ts";

/** Sets the innermost layer to no retries in its own spelling, when that alone brings the product down to the limit. */
export function turnOffRetries(chain: RetryChain, maxAttempts: number): Fix[] {
  const innermost = chain.layers.at(-1);
  if (!innermost?.off || chain.product / (innermost.attempts ?? 1) > maxAttempts) return [];
  return [{ title: innermost.off.title, kind: "suggestion", edits: innermost.off.edits }];
}
