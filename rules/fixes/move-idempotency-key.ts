import * as l10n from "@vscode/l10n";
import type { IdempotencyKey } from "../concepts/idempotency-key/index.ts";
import type { Fix, TextEdit } from "../finding.ts";
import type { LanguageId } from "../ir/nodes.ts";

/** Takes the key out of the parameters and puts it into the options, one argument further. */
export function moveIdempotencyKey(
  { move, place }: NonNullable<IdempotencyKey["misplaced"]>,
  context: { text: string; language: LanguageId },
): Fix | undefined {
  if (!move) return undefined;
  const { text, language } = context;
  const value = text.slice(move.value.start, move.value.end);
  const written = value === move.name ? move.name : `${move.name}: ${value}`;
  const options = language === "python" ? `, options={"${move.name}": ${value}}` : `, { ${written} }`;
  const cut = removal(move.property, text);
  // In code that is being typed the object may have no end of its own yet.
  if (cut.end >= move.after) return undefined;
  return {
    title: l10n.t("Move the key to {0}", place),
    kind: "suggestion",
    edits: [cut, { start: move.after, end: move.after, text: options }],
  };
}

/** The property with its comma, and with its line when nothing else stands on it. */
function removal({ start, end }: { start: number; end: number }, text: string): TextEdit {
  const comma = /^[ \t]*,/u.exec(text.slice(end));
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const alone = text.slice(lineStart, start).trim() === "";
  const until = comma ? end + comma[0].length : end;
  const rest = /^[ \t]*\r?\n/u.exec(text.slice(until));
  if (alone && rest) return { start: lineStart, end: until + rest[0].length, text: "" };
  if (comma) return { start, end: until + /^[ \t]*/u.exec(text.slice(until))![0].length, text: "" };
  const preceding = /,[ \t]*$/u.exec(text.slice(0, start));
  return { start: preceding ? start - preceding[0].length : start, end, text: "" };
}
