import * as l10n from "@vscode/l10n";
import type { LimitCorrection } from "../concepts/rate-limiter/limit-value.ts";
import type { Fix } from "../finding.ts";

/** Writes a limit as its library reads it: another text between the same quotes, or milliseconds. */
export function correctLimit(correction: LimitCorrection, text: string): Fix | undefined {
  if (correction.kind === "text") {
    const { literal, corrected } = correction;
    const quoted = /^([a-z]*)("""|'''|["'`])/iu.exec(text.slice(literal.start, literal.end));
    if (!quoted) return undefined;
    const opening = quoted[0].length;
    const edit = { start: literal.start + opening, end: literal.end - quoted[2]!.length, text: corrected };
    return { title: l10n.t("Write `{0}`", corrected), kind: "suggestion", edits: [edit] };
  }
  if (correction.kind === "number") {
    const { literal, corrected } = correction;
    return {
      title: l10n.t("Write {0}", corrected),
      kind: "suggestion",
      edits: [{ start: literal.start, end: literal.end, text: corrected }],
    };
  }
  const { expression, value } = correction;
  const milliseconds = String(value * 1000).replace(/\B(?=(\d{3}){1,9}$)/gu, "_");
  if (correction.literal)
    return {
      title: l10n.t("Write {0} milliseconds", milliseconds),
      kind: "suggestion",
      edits: [{ start: expression.start, end: expression.end, text: milliseconds }],
    };
  const isProduct = /^[\d_]+(?:\s*\*\s*[\d_]+)+$|^[\w.]+$/u.test(text.slice(expression.start, expression.end));
  const edits = isProduct
    ? [{ start: expression.end, end: expression.end, text: " * 1000" }]
    : [
        { start: expression.start, end: expression.start, text: "(" },
        { start: expression.end, end: expression.end, text: ") * 1000" },
      ];
  return { title: l10n.t("Multiply by 1000: the window is in milliseconds"), kind: "suggestion", edits };
}
