import * as l10n from "@vscode/l10n";
import type { RetryChain } from "../../concepts/amplification/index.ts";
import { defineRule } from "../../define-rule.ts";
import { turnOffRetries } from "../../fixes/turn-off-retries.ts";

export default defineRule({
  family: "retries",
  name: "no-retry-amplification",
  languages: ["typescript", "python"],
  description: "Retries around retries multiply to more attempts than anybody meant.",
  level: "warning",
  fixable: "suggestion",
  messages: {
    multiplied: "When {{innermost}} does not answer, {{outermost}} leads to {{product}} attempts: {{factors}}.",
  },
  options: { maxAttempts: { type: "integer", minimum: 1 } },
  defaults: { maxAttempts: 30 },
  create: (context, { maxAttempts }) => ({
    Amplification({ chains }) {
      for (const chain of chains) {
        if (chain.product <= maxAttempts) continue;
        const { layers, product } = chain;
        context.report({
          level: "warning",
          at: chain.at,
          messageId: "multiplied",
          data: {
            outermost: layers[0]!.title,
            innermost: layers.at(-1)!.title,
            product: chain.more ? l10n.t("at least {0}", product) : product,
            factors: factorsOf(chain),
          },
          related: layers.map(({ at, title, attempts, why }) => ({
            ...at,
            message:
              attempts === undefined
                ? l10n.t("{0}: an unknown number of attempts ({1}).", title, why)
                : l10n.t("{0}: {1} attempts ({2}).", title, attempts, why),
          })),
          fixes: turnOffRetries(chain, maxAttempts),
        });
      }
    },
  }),
});

/** "4 of `sync_orders` × 11 of `pRetry` × 3 of OpenAI". */
function factorsOf({ layers }: RetryChain): string {
  return layers
    .flatMap(({ attempts, title }) => (attempts === undefined ? [] : [l10n.t("{0} of {1}", attempts, title)]))
    .join(" × ");
}
