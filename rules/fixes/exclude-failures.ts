import * as l10n from "@vscode/l10n";
import type { Exclusion } from "../concepts/failure/permanent.ts";
import type { Fix } from "../finding.ts";

/** Takes classes out of those that are tried again, in a keyword after the one that names them. */
export function excludeFailures(exclusion: Exclusion | undefined): Fix[] {
  if (!exclusion || exclusion.classes.length === 0) return [];
  const { option, at, classes } = exclusion;
  const listed = classes.length === 1 ? `(${classes[0]},)` : `(${classes.join(", ")})`;
  const edit = { start: at, end: at, text: `, ${option}=${listed}` };
  return [{ title: l10n.t("Do not retry after {0}", classes.join(", ")), kind: "suggestion", edits: [edit] }];
}
