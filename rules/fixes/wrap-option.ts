import type { Fix } from "../finding.ts";
import type { Span } from "../ir/nodes.ts";

/** Puts a property into an object of its own: `rateLimit: { … }` → `config: { rateLimit: { … } }`. */
export function wrapOption(property: Span, under: string): Fix {
  return {
    title: `Move it under \`${under}\``,
    kind: "safe",
    edits: [
      { start: property.start, end: property.start, text: `${under}: { ` },
      { start: property.end, end: property.end, text: " }" },
    ],
  };
}
