import type { SilentFailure } from "../concepts/failure/silent.ts";
import type { Fix } from "../finding.ts";
import type { LanguageId } from "../ir/nodes.ts";

/** Makes an exception of an answer's error status, in a statement after the one that asks. */
export function raiseStatus({ mend }: SilentFailure & { is: "answer" }, language: LanguageId, text: string): Fix[] {
  if (!mend) return [];
  const { result, statement } = mend;
  const before = text.slice(text.lastIndexOf("\n", statement.start - 1) + 1, statement.start);
  // A statement that does not begin its line may be the only one of a branch.
  const begins = language === "python" ? /^[ \t]*$/u : /^[ \t]*(?:const|let|var)[ \t]+$/u;
  if (!begins.test(before)) return [];
  const indent = /^[ \t]*/u.exec(before)![0];
  const at = endOfLine(text, statement.end);
  if (at === undefined) return [];
  const line =
    language === "python"
      ? `${result}.raise_for_status()`
      : mend.client === "`fetch`"
        ? `if (!${result}.ok) throw new Error(\`HTTP \${${result}.status}\`);`
        : `if (${result}.error) throw ${result}.error;`;
  const edit = { start: at, end: at, text: `\n${indent}${line}` };
  return [{ title: "Throw when the answer is an error", kind: "suggestion", edits: [edit] }];
}

/** The end of the statement's last line; undefined when another statement follows in it. */
function endOfLine(text: string, end: number): number | undefined {
  const rest = /^[ \t]*(?:;[ \t]*)?((?:\/\/|#)[^\n]*)?(?=\r?\n|$)/u.exec(text.slice(end));
  return rest ? end + rest[0].length : undefined;
}
