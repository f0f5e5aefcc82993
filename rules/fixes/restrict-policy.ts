/** Gives a policy to the server's own role, which clients cannot take. */
import * as l10n from "@vscode/l10n";
import type { Policy } from "../concepts/row-security/index.ts";
import type { Fix } from "../finding.ts";

export function restrictPolicy(policy: Policy): Fix | undefined {
  const { roles } = policy;
  if (!roles) return undefined;
  return {
    title: l10n.t("Give the policy to `service_role` only"),
    kind: "suggestion",
    edits: [{ start: roles.start, end: roles.end, text: roles.written ? "service_role" : "TO service_role " }],
  };
}
