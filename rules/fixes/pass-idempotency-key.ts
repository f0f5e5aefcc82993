import * as l10n from "@vscode/l10n";
import type { TaskEffect } from "../concepts/task/index.ts";
import type { Fix } from "../finding.ts";
import type { LanguageId } from "../ir/nodes.ts";

/** Gives a call the idempotency key that its API takes, made of an id that is the same in every run. */
export function passIdempotencyKey(effect: TaskEffect, context: { language: LanguageId }): Fix | undefined {
  const { key } = effect;
  if (!key) return undefined;
  const { spelling, slot, stableId } = key;
  const purpose = purposeOf(effect.originText);
  if (spelling.in === "keyword") {
    if (context.language !== "python") return undefined;
    const text = `, ${spelling.name}=f"{${stableId}}:${purpose}"`;
    return {
      title: l10n.t("Pass an idempotency key made of {0}", stableId),
      kind: "suggestion",
      edits: [{ start: slot.after, end: slot.after, text }],
    };
  }
  if (slot.positional !== spelling.position || slot.keywords) return undefined;
  const text = `, { ${spelling.name}: \`\${${stableId}}:${purpose}\` }`;
  return {
    title: l10n.t("Pass an idempotency key made of {0}", stableId),
    kind: "suggestion",
    edits: [{ start: slot.after, end: slot.after, text }],
  };
}

/** One run may make several effects, each with its own key: `stripe.refunds.create` → "refunds". */
function purposeOf(text: string): string {
  const members = text.split(".");
  return (members.at(-2) ?? "effect").replace(/[^\w-]/gu, "");
}
