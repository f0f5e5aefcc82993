/** From findings to new texts. Pure: reading and writing files is the caller's. */
import type { Finding, Fix, TextEdit } from "../../rules/finding.ts";
import { byCode } from "./workspace-files.ts";

export interface ChosenFix {
  finding: Finding;
  fix: Fix;
}

/** Applies edits of one text; they must not overlap. An edit that does nothing is allowed. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = "";
  let at = 0;
  for (const edit of ordered) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** Edits by the file that they are for. */
export function editsByFile(fix: Fix, path: string): Map<string, TextEdit[]> {
  const byFile = new Map<string, TextEdit[]>();
  for (const edit of fix.edits) {
    const file = edit.path ?? path;
    byFile.set(file, [...(byFile.get(file) ?? []), edit]);
  }
  return byFile;
}

/**
 * The first fix of the wanted kinds of each finding, as long as it touches nothing that an earlier one touches: of two
 * that overlap the later waits for the next pass.
 */
export function chooseFixes(findings: readonly Finding[], kinds: ReadonlySet<Fix["kind"]>): ChosenFix[] {
  const taken = new Map<string, TextEdit[]>();
  const ordered = [...findings].sort((a, b) => byCode(a.path, b.path) || a.start - b.start || byCode(a.rule, b.rule));
  return ordered.flatMap(finding => {
    const fix = finding.fixes.find(one => kinds.has(one.kind) && one.edits.length > 0);
    if (fix === undefined) return [];
    const wanted = [...editsByFile(fix, finding.path)];
    const isFree = wanted.every(([file, edits]) =>
      edits.every(edit => !(taken.get(file) ?? []).some(other => overlaps(edit, other))),
    );
    if (!isFree) return [];
    for (const [file, edits] of wanted) taken.set(file, [...(taken.get(file) ?? []), ...edits]);
    return [{ finding, fix }];
  });
}

/** New texts by path for a choice that {@link chooseFixes} made. Files whose text is unknown are left out with all their fixes. */
export function textsAfter(
  chosen: readonly ChosenFix[],
  textOf: (path: string) => string | undefined,
): Map<string, string> {
  const edits = new Map<string, TextEdit[]>();
  for (const { finding, fix } of chosen) {
    const byFile = editsByFile(fix, finding.path);
    if ([...byFile.keys()].some(file => textOf(file) === undefined)) continue;
    for (const [file, some] of byFile) edits.set(file, [...(edits.get(file) ?? []), ...some]);
  }
  const texts = [...edits].map(([file, some]) => [file, applyEdits(textOf(file)!, withoutDoubles(some))] as const);
  return new Map(texts.filter(([file, text]) => text !== textOf(file)));
}

/** Two insertions at one place overlap too, unless they are the same (two fixes that need one import). */
function overlaps(a: TextEdit, b: TextEdit): boolean {
  if (a.start === b.start && a.end === b.end && a.text === b.text) return false;
  if (a.start === a.end || b.start === b.end) return a.start <= b.end && b.start <= a.end;
  return a.start < b.end && b.start < a.end;
}

function withoutDoubles(edits: readonly TextEdit[]): TextEdit[] {
  const isSame = (a: TextEdit, b: TextEdit) => a.start === b.start && a.end === b.end && a.text === b.text;
  return edits.filter((edit, index) => edits.findIndex(other => isSame(edit, other)) === index);
}
