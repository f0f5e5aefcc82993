/** What people call the groups of findings. */
import * as l10n from "@vscode/l10n";
import type { ListedFinding } from "../server/protocol.ts";

/** A rule is called by its id, a file and a folder by their names. */
export function groupName(key: string, by: string): string {
  if (by === "level") return levelName(key as ListedFinding["level"]);
  return by === "family" ? familyName(key) : key;
}

export function levelName(level: ListedFinding["level"]): string {
  switch (level) {
    case "error":
      return l10n.t("error");
    case "warning":
      return l10n.t("warning");
    case "advice":
      return l10n.t("advice");
  }
}

function familyName(family: string): string {
  switch (family) {
    case "retries":
      return l10n.t("retries");
    case "tenancy":
      return l10n.t("tenancy");
    case "limits":
      return l10n.t("limits");
    case "idempotency":
      return l10n.t("idempotency");
    case "transactions":
      return l10n.t("transactions");
    case "resilience":
      return l10n.t("resilience");
    case "directives":
      return l10n.t("directives");
    default:
      return family;
  }
}
