import * as l10n from "@vscode/l10n";
import type { SilentFailure } from "../concepts/failure/silent.ts";
import type { Fix } from "../finding.ts";
import type { LanguageId } from "../ir/nodes.ts";

/** Makes an exception of an answer's error status, in a statement after the one that asks. */
export function raiseStatus({ mend }: SilentFailure & { is: "answer" }, language: LanguageId, text: string): Fix[] {
  const title = l10n.t("Throw when the answer is an error");
  if (mend?.chained) {
    const { at, call } = mend.chained;
    return [{ title, kind: "suggestion", edits: [{ start: at, end: at, text: `.${call}` }] }];
  }
  if (!mend?.after) return [];
  const { statement, result, check } = mend.after;
  const before = text.slice(text.lastIndexOf("\n", statement.start - 1) + 1, statement.start);
  // A statement that does not begin its line may be the only one of a branch.
  const begins = language === "python" ? /^[ \t]*$/u : /^[ \t]*(?:const|let|var)[ \t]+$/u;
  const at = endOfLine(text, statement.end);
  if (!begins.test(before) || at === undefined) return [];
  const indent = `\n${/^[ \t]*/u.exec(before)![0]}`;
  const lines = CHECKS[check](result)
    .map(line => `${indent}${line}`)
    .join("");
  return [{ title, kind: "suggestion", edits: [{ start: at, end: at, text: lines }] }];
}

/** A refusal (4xx) stays a refusal: where everything is retried, only what may pass is made an exception. */
const CHECKS = {
  status_code: (result: string) => [`if ${result}.status_code >= 500:`, `    ${result}.raise_for_status()`],
  status: (result: string) => [`if ${result}.status >= 500:`, `    ${result}.raise_for_status()`],
  ok: (result: string) => [`if (!${result}.ok) throw new Error(\`HTTP \${${result}.status}\`);`],
  error: (result: string) => [`if (${result}.error) throw ${result}.error;`],
};

/** The end of the statement's last line; undefined when another statement follows in it. */
function endOfLine(text: string, end: number): number | undefined {
  const rest = /^[ \t]*(?:;[ \t]*)?((?:\/\/|#)[^\n]*)?(?=\r?\n|$)/u.exec(text.slice(end));
  return rest ? end + rest[0].length : undefined;
}
