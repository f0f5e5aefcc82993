import * as l10n from "@vscode/l10n";
import type { Fix, Place } from "../finding.ts";

/** Gives an option or setting the name that exists; a key in quotes stays in its quotes. */
export function renameKey(key: Place, name: string, text: string): Fix {
  const quote = /^["']/u.exec(text.slice(key.start, key.end))?.[0] ?? "";
  return {
    title: l10n.t("Rename it to `{0}`", name),
    kind: "suggestion",
    edits: [{ start: key.start, end: key.end, text: `${quote}${name}${quote}` }],
  };
}
