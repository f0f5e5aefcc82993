import * as l10n from "@vscode/l10n";
import type { IdempotencyKey } from "../concepts/idempotency-key/index.ts";
import type { Fix } from "../finding.ts";

/** Puts what is the same in every run of the task where a key has something that changes. */
export function useStableId(unstable: NonNullable<IdempotencyKey["unstable"]>): Fix | undefined {
  const { stable } = unstable;
  if (!stable) return undefined;
  return {
    title: l10n.t("Make the key of {0}", stable.text),
    kind: "suggestion",
    edits: [{ ...stable.whole, text: stable.text }],
  };
}
