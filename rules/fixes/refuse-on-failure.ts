import * as l10n from "@vscode/l10n";
import type { FailureRepair } from "../concepts/rate-limiter/limiter-failure.ts";
import type { Fix } from "../finding.ts";

/**
 * Lets a limiter answer for the time without its store:
 *
 *     return { allowed: true };      →   return { allowed: false };
 *     Limiter(…, swallow_errors=True)   →   Limiter(…, in_memory_fallback_enabled=True)
 */
export function refuseOnFailure(repair: FailureRepair, text: string): Fix {
  const { start, end } = repair.at;
  if (repair.kind === "instead") {
    const entry = text.slice(start, end);
    const value = entry.slice(entry.indexOf("=") + 1).trim();
    const edits = [{ start, end, text: `${repair.option}=${value}` }];
    return { title: l10n.t("Count in the process while the store is away"), kind: "suggestion", edits };
  }
  const opposite: Record<string, string> = { true: "false", false: "true", True: "False", False: "True" };
  const edits = [{ start, end, text: opposite[text.slice(start, end)] ?? "false" }];
  return { title: l10n.t("Refuse while the store is away"), kind: "suggestion", edits };
}
