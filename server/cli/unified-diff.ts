/** A unified diff with three lines of context, as `patch` and `git apply` read it. Empty for equal texts. */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return "";
  const hunks = hunksOf(linesOf(before), linesOf(after));
  return [`--- a/${path}\n`, `+++ b/${path}\n`, ...hunks].join("");
}

interface Line {
  kind: " " | "-" | "+";
  text: string;
}

const CONTEXT = 3;

function hunksOf(before: string[], after: string[]): string[] {
  const script = editScript(before, after);
  const hunks: string[] = [];
  for (let at = 0; at < script.length;) {
    const first = script.findIndex((line, index) => index >= at && line.kind !== " ");
    if (first < 0) break;
    let last = first;
    for (let index = first; index < script.length && index - last <= 2 * CONTEXT; index++)
      if (script[index]!.kind !== " ") last = index;
    const start = Math.max(at, first - CONTEXT);
    const end = Math.min(script.length, last + CONTEXT + 1);
    hunks.push(renderHunk(script, start, end));
    at = end;
  }
  return hunks;
}

function renderHunk(script: Line[], start: number, end: number): string {
  const count = (lines: Line[], kind: "-" | "+") =>
    lines.filter(line => line.kind === " " || line.kind === kind).length;
  const head = script.slice(0, start);
  const body = script.slice(start, end);
  const range = (kind: "-" | "+") => {
    const length = count(body, kind);
    return `${count(head, kind) + (length === 0 ? 0 : 1)},${length}`;
  };
  const lines = body.map(({ kind, text }) =>
    text.endsWith("\n") ? kind + text : `${kind}${text}\n\\ No newline at end of file\n`,
  );
  return [`@@ -${range("-")} +${range("+")} @@\n`, ...lines].join("");
}

/** Longest common subsequence of what is left between the equal beginning and the equal end. */
function editScript(before: string[], after: string[]): Line[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before.at(-1 - tail) === after.at(-1 - tail))
    tail++;
  const same = (lines: string[]): Line[] => lines.map(text => ({ kind: " ", text }));
  const middle = middleScript(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  return [...same(before.slice(0, head)), ...middle, ...same(tail > 0 ? before.slice(-tail) : [])];
}

function middleScript(before: string[], after: string[]): Line[] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i]![j] =
        before[i] === after[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const script: Line[] = [];
  for (let i = 0, j = 0; i < before.length || j < after.length;) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      script.push({ kind: " ", text: before[i]! });
      i++;
      j++;
    } else if (i < before.length && (j === after.length || lengths[i + 1]![j]! >= lengths[i]![j + 1]!))
      script.push({ kind: "-", text: before[i++]! });
    else script.push({ kind: "+", text: after[j++]! });
  }
  return script;
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/u);
}
