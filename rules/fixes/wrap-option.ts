import * as l10n from "@vscode/l10n";
import type { Fix } from "../finding.ts";
import type { Span } from "../ir/nodes.ts";

/** Puts a property into an object of its own: `rateLimit: { … }` → `config: { rateLimit: { … } }`. */
export function wrapOption(property: Span, under: string): Fix {
  return {
    title: l10n.t("Move it under `{0}`", under),
    kind: "safe",
    edits: [
      { start: property.start, end: property.start, text: `${under}: { ` },
      { start: property.end, end: property.end, text: " }" },
    ],
  };
}
