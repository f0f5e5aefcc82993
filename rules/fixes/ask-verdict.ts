import * as l10n from "@vscode/l10n";
import type { Fix } from "../finding.ts";
import type { Span } from "../ir/nodes.ts";

/** Tests the member that holds a limiter's verdict instead of the answer around it. */
export function askVerdict(tested: Span, field: string, text: string): Fix {
  const isAwait = /^await\s/u.test(text.slice(tested.start, tested.end));
  const wrapped = text[tested.start - 1] === "(" && text[tested.end] === ")";
  const edits =
    isAwait && !wrapped
      ? [
          { start: tested.start, end: tested.start, text: "(" },
          { start: tested.end, end: tested.end, text: `).${field}` },
        ]
      : [
          {
            start: isAwait ? tested.end + 1 : tested.end,
            end: isAwait ? tested.end + 1 : tested.end,
            text: `.${field}`,
          },
        ];
  return { title: l10n.t("Test `{0}`", field), kind: "suggestion", edits };
}
