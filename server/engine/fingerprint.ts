import { digest } from "#machine/digest.ts";
import type { Draft } from "../../rules/eslint/rule-source.ts";
import type { Finding } from "../../rules/finding.ts";
import type { FileSummary } from "../../rules/project/summary.ts";

/**
 * Gives each draft its fingerprint: 16 hex digits over rule, enclosing symbol, the text of its first line without white
 * space differences, and its number among equals. Lines and paths take no part, so that it survives edits elsewhere and
 * moves of the file. `drafts` are in source order.
 */
export function withFingerprints(drafts: readonly Draft[], text: string, summary: FileSummary): Finding[] {
  const seen = new Map<string, number>();
  return drafts.map(draft => {
    const key = [draft.rule, symbolAt(summary, draft.start), lineAt(text, draft.start)].join("\0");
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return { ...draft, fingerprint: digest("sha256", `${key}\0${ordinal}`).slice(0, 16) };
  });
}

/** Id of the innermost function around an offset, without the offsets that tell functions of one name apart. */
function symbolAt(summary: FileSummary, offset: number): string {
  let innermost: { id: string; length: number } | undefined;
  const named = [...summary.functions, ...summary.classes.map(one => ({ id: one.name, place: one.place }))];
  for (const { id, place } of named) {
    const length = place.end - place.start;
    if (offset < place.start || offset >= place.end || (innermost && innermost.length <= length)) continue;
    innermost = { id, length };
  }
  return (innermost?.id ?? "").replace(/@\d+/gu, "@");
}

function lineAt(text: string, offset: number): string {
  const isBreak = (at: number) => text[at] === "\n" || text[at] === "\r";
  let [start, end] = [offset, offset];
  while (start > 0 && !isBreak(start - 1)) start--;
  while (end < text.length && !isBreak(end)) end++;
  return text.slice(start, end).replace(/\s+/gu, " ").trim();
}
