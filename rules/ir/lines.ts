/** A place as people and ESLint count it: line from 1, column from 0, in UTF-16 units. */
export interface Position {
  line: number;
  column: number;
}

/** Start offsets of all lines; `\n`, `\r\n` and a lone `\r` end a line. */
export class LineIndex {
  readonly starts: readonly number[];
  readonly #length: number;

  constructor(text: string) {
    const starts = [0];
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 10) starts.push(i + 1);
      else if (code === 13) {
        if (text.charCodeAt(i + 1) === 10) i++;
        starts.push(i + 1);
      }
    }
    this.starts = starts;
    this.#length = text.length;
  }

  /** Offsets beyond the text are clamped to its ends. */
  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - this.starts[low]! };
  }

  /** Lines and columns beyond the text are clamped. */
  offsetAt(position: Position): number {
    const line = Math.max(1, Math.min(position.line, this.starts.length));
    const start = this.starts[line - 1]!;
    const next = this.starts[line] ?? this.#length;
    return Math.max(start, Math.min(start + position.column, next));
  }
}
