import * as l10n from "@vscode/l10n";
import type { RepeatedEnqueue } from "../concepts/enqueue/index.ts";
import type { Fix } from "../finding.ts";

/** Gives work on a queue an id that is the same in every run of what puts it there. */
export function addDeduplicationId({ fix }: RepeatedEnqueue): Fix | undefined {
  if (!fix) return undefined;
  const { edit, name, stableId, purpose } = fix;
  const text = `${edit.before}${name}: \`\${${stableId}}-${purpose}\`${edit.after}`;
  return {
    title: l10n.t("Give it a `{0}` made of {1}", name, stableId),
    kind: "suggestion",
    edits: [{ start: edit.at, end: edit.at, text }],
  };
}
