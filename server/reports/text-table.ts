import { widthOf } from "./text-width.ts";

/** Rows in columns, two blanks apart; cells of `numbers` (by position) stand right. The first row may be a head. */
export function textTable(rows: readonly (readonly string[])[], numbers: ReadonlySet<number> = new Set()): string[] {
  const count = Math.max(0, ...rows.map(row => row.length));
  const widths = Array.from({ length: count }, (_, at) => Math.max(0, ...rows.map(row => widthOf(row[at] ?? ""))));
  const padded = (cell: string, at: number) => {
    const blanks = " ".repeat(widths[at]! - widthOf(cell));
    return numbers.has(at) ? blanks + cell : cell + blanks;
  };
  return rows.map(row => row.map(padded).join("  ").trimEnd());
}
