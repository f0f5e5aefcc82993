/** Directives and annotations in comments, in any language: `faultline-disable-next-line rule -- reason, until 2027-01-31`. */
import type { Comment } from "../ir/nodes.ts";
import type { LineIndex } from "../ir/lines.ts";
import { placeIn } from "../semantics/place.ts";
import type { DirectiveRecord } from "./summary.ts";

const DIRECTIVE = /^faultline-(disable-next-line|disable-line|disable-file|disable|enable)(?=$|[\s:])/u;
const ANNOTATION = /^faultline:\s*(?=\S)/u;
const UNTIL = /(?:^|[\s,;(])until\s+(\d{4}-\d{2}-\d{2})\)?\s*$/u;

/**
 * The directives of a file's comments, in source order. A line of a block comment counts like a line comment of its own.
 * `text` tells an annotation at the end of a line of code, which speaks of that line, from one on its own line, which
 * speaks of the next; without it every annotation is taken to stand on its own line.
 */
export function readDirectives(comments: readonly Comment[], lines: LineIndex, text?: string): DirectiveRecord[] {
  return comments.flatMap((comment, index) => {
    if (!comment.text.includes("faultline")) return [];
    const target = lineAfter(comments, index, lines);
    const contents = comment.text.split(/\r\n|[\r\n]/u);
    if (contents.length === 1) return parse(contents[0]!, comment, target, lines, text);
    return contents.flatMap((content, row) => parse(content, spanOfRow(comment, row, lines), target, lines, text));
  });
}

function parse(
  content: string,
  span: { start: number; end: number },
  target: number,
  lines: LineIndex,
  text: string | undefined,
): DirectiveRecord[] {
  const words = content.replace(/^[\s*]+/u, "").trimEnd();
  const place = placeIn(lines, span);
  const directive = DIRECTIVE.exec(words);
  const rest = words.slice((directive ?? ANNOTATION.exec(words))?.[0].length ?? words.length);
  if (!directive && !ANNOTATION.test(words)) return [];
  const { before, reason, until } = splitReason(rest.replace(/^\s*:/u, ""));
  const ending = { ...(reason ? { reason } : {}), ...(until ? { until } : {}), place };
  if (directive) {
    const kind = directive[1] as DirectiveRecord["kind"];
    const names = before.split(/[\s,]+/u).filter(name => name !== "");
    return [{ kind, names, ...ending, targetLine: kind === "disable-next-line" ? target : place.line }];
  }
  const names = before.split(/[\s,:=]+/u).filter(name => name !== "");
  const trailsCode = text !== undefined && text.slice(lines.starts[place.line - 1], place.start).trim() !== "";
  return names.length === 0
    ? []
    : [{ kind: "annotation", names, ...ending, targetLine: trailsCode ? place.line : target }];
}

/** "a, b -- why, until 2027-01-31" → before "a, b", reason "why", until "2027-01-31". */
function splitReason(rest: string): { before: string; reason?: string; until?: string } {
  const dash = /(?:^|\s)(?:--|—)(?=\s|$)/u.exec(rest);
  const before = dash ? rest.slice(0, dash.index) : rest;
  const after = dash ? rest.slice(dash.index + dash[0].length) : "";
  const inReason = UNTIL.exec(after);
  const inNames = inReason ? undefined : (UNTIL.exec(before) ?? undefined);
  const reason = (inReason ? after.slice(0, inReason.index) : after).trim().replace(/[,;]$/u, "").trim();
  return {
    before: (inNames ? before.slice(0, inNames.index) : before).trim(),
    ...(reason ? { reason } : {}),
    ...(inReason || inNames ? { until: (inReason ?? inNames)![1]! } : {}),
  };
}

/** The line that follows a comment, past other comments stacked below it at the same indentation. */
function lineAfter(comments: readonly Comment[], index: number, lines: LineIndex): number {
  const { column } = lines.positionAt(comments[index]!.start);
  let line = lines.positionAt(comments[index]!.end).line + 1;
  for (const next of comments.slice(index + 1)) {
    const start = lines.positionAt(next.start);
    if (start.line !== line || start.column !== column) break;
    line = lines.positionAt(next.end).line + 1;
  }
  return line;
}

/** The part of a block comment that lies on one of its lines, without the blanks around it. */
function spanOfRow(comment: Comment, row: number, lines: LineIndex): { start: number; end: number } {
  const first = lines.positionAt(comment.start).line;
  const start = row === 0 ? comment.start : lines.starts[first - 1 + row]!;
  const next = lines.starts[first + row];
  return { start, end: next === undefined || next > comment.end ? comment.end : next - 1 };
}
