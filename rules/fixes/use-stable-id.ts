import type { IdempotencyKey } from "../concepts/idempotency-key/index.ts";
import type { Fix } from "../finding.ts";

/** Puts what is the same in every run of the task where a key has something that changes. */
export function useStableId(unstable: NonNullable<IdempotencyKey["unstable"]>): Fix | undefined {
  const { stable } = unstable;
  if (!stable) return undefined;
  return {
    title: `Make the key of ${stable.text}`,
    kind: "suggestion",
    edits: [{ ...stable.whole, text: stable.text }],
  };
}
