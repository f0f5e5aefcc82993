/** Lets a setting of the database session end with the transaction. */
import * as l10n from "@vscode/l10n";
import type { Fix } from "../finding.ts";
import type { Span } from "../ir/nodes.ts";

/** A suggestion: only inside a transaction does a local setting hold at all. */
export function limitToTransaction(repair: Span & { text: string }): Fix {
  return {
    title: l10n.t("End the setting with the transaction"),
    kind: "suggestion",
    edits: [{ start: repair.start, end: repair.end, text: repair.text }],
  };
}
