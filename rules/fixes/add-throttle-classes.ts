import * as l10n from "@vscode/l10n";
import type { Fix } from "../finding.ts";
import type { Span } from "../ir/nodes.ts";

/** Names the classes that read the rates, in a key above theirs. */
export function addThrottleClasses(before: Span, key: string, classes: readonly string[], text: string): Fix {
  const line = text.lastIndexOf("\n", before.start - 1) + 1;
  const indent = text.slice(line, before.start);
  const quote = text[before.start] === "'" ? "'" : '"';
  const names = classes.map(name => `${quote}${name}${quote}`).join(", ");
  const separator = indent.trim() === "" ? `\n${indent}` : " ";
  return {
    title: l10n.t("Name the throttle classes that read the rates"),
    kind: "suggestion",
    edits: [{ start: before.start, end: before.start, text: `${quote}${key}${quote}: [${names}],${separator}` }],
  };
}
