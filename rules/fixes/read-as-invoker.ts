/** Makes a view read with the rights of who asks. */
import * as l10n from "@vscode/l10n";
import type { ViewSecurity } from "../concepts/row-security/index.ts";
import type { Fix } from "../finding.ts";

/** Whoever read more through the view than policies show reads less afterwards, so it is for people to look at. */
export function readAsInvoker(view: ViewSecurity, text: string): Fix | undefined {
  const { end } = view.place;
  if (view.materialized || !/^\s+as\b/iu.test(text.slice(end, end + 100))) return undefined;
  return {
    title: l10n.t("Let `{0}` read with the rights of who asks", view.view),
    kind: "suggestion",
    edits: [{ start: end, end, text: " WITH (security_invoker = on)" }],
  };
}
