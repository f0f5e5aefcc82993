/** A place as people and ESLint count it: line from 1, column from 0, in UTF-16 units. */
export interface Position {
  line: number;
  column: number;
}

/** Start offsets of all lines; `\n`, `\r\n` and a lone `\r` end a line. */
export class LineIndex {
  readonly starts: readonly number[];
  readonly #length: number;
  /** The line that was asked for last: what is asked next is near it, as a rule. */
  #last = 0;

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
    const { starts } = this;
    let low = this.#last;
    if (starts[low]! > at || at >= (starts[low + 1] ?? Infinity)) {
      low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle]! <= at) low = middle;
        else high = middle - 1;
      }
      this.#last = low;
    }
    return { line: low + 1, column: at - starts[low]! };
  }

  /** Lines and columns beyond the text are clamped. */
  offsetAt(position: Position): number {
    const line = Math.max(1, Math.min(position.line, this.starts.length));
    const start = this.starts[line - 1]!;
    const next = this.starts[line] ?? this.#length;
    return Math.max(start, Math.min(start + position.column, next));
  }
}
