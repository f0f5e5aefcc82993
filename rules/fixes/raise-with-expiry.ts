import * as l10n from "@vscode/l10n";
import type { LimitCount } from "../concepts/rate-limiter/limit-count.ts";
import type { Fix, TextEdit } from "../finding.ts";

/**
 * Raises a count and sets its time to live in one transaction.
 *
 *     const count = await redis.incr(key);               const count = Number((await redis.multi().incr(key).expire(key, 60, "NX").exec())[0]);
 *     if (count === 1) await redis.expire(key, 60);  →
 */
export function raiseWithExpiry(repair: NonNullable<LimitCount["repair"]>, text: string): Fix {
  const { together, client, raised, expired } = repair;
  const chain = `${client}.${together.open}.${raised}.${expired}, ${together.notExists})`;
  const value = `${together.awaited ? "(await " : ""}${chain}${together.first}`;
  const isPython = together.notExists.includes("=");
  const edits: TextEdit[] = [
    { ...repair.raise, text: isPython ? value : `Number(${value})` },
    { ...wholeLines(repair.statement, text), text: "" },
  ];
  return { title: l10n.t("Raise the count and set its time to live in one transaction"), kind: "suggestion", edits };
}

/** The statement with its indentation and line end, when nothing else is on its lines. */
function wholeLines(statement: { start: number; end: number }, text: string): { start: number; end: number } {
  const start = text.lastIndexOf("\n", statement.start - 1) + 1;
  const newline = text.indexOf("\n", statement.end);
  const end = newline < 0 ? text.length : newline;
  const alone = text.slice(start, statement.start).trim() === "" && text.slice(statement.end, end).trim() === "";
  const spaces = /^[ \t]*/u.exec(text.slice(statement.end, end))![0].length;
  return alone && newline >= 0 ? { start, end: newline + 1 } : { start: statement.start, end: statement.end + spaces };
}
