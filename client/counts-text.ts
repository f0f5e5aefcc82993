import * as l10n from "@vscode/l10n";
import type { Counts } from "../server/protocol.ts";

/** `2 errors, 1 warning`; what there is none of is left out. */
export function countsText({ errors, warnings, advice }: Counts): string {
  const parts = [
    ...(errors > 0 ? [errorsText(errors)] : []),
    ...(warnings > 0 ? [warningsText(warnings)] : []),
    ...(advice > 0 ? [adviceText(advice)] : []),
  ];
  return parts.length === 0 ? l10n.t("no findings") : parts.join(", ");
}

function errorsText(count: number): string {
  return count === 1 ? l10n.t("1 error") : l10n.t("{0} errors", count);
}

function warningsText(count: number): string {
  return count === 1 ? l10n.t("1 warning") : l10n.t("{0} warnings", count);
}

function adviceText(count: number): string {
  return count === 1 ? l10n.t("1 advice") : l10n.t("{0} advice", count);
}
