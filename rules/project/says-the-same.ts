/**
 * Whether an edited file still says what it said, at other places perhaps. What is worked out of a linked project compares
 * places within a file and measures no distances. So while their order stays and nothing else differs, every other file
 * comes to the conclusions that it came to before.
 */
import { sameData } from "./same-data.ts";
import type { FileSummary } from "./summary.ts";

/** Ids of nameless functions hold where they stand. */
const POSITION_IN_ID = /@(\d+)/gu;
const OFFSETS = new Set(["start", "end", "at", "after", "insertAt", "guardsAt", "payloadAt", "caughtFrom"]);
const LINES = new Set(["line", "endLine", "targetLine"]);
const COLUMNS = new Set(["column", "endColumn"]);
/** Its keys are words of the scanned code. */
const OPTIONS = "options";

type Data = Readonly<Record<string, unknown>>;

/** Both as plain JSON. */
export function saysTheSame(before: FileSummary, after: FileSummary): boolean {
  const moves = new Moves();
  return moves.explain(before, after) && moves.keepOrder();
}

/** Where each offset and each line of the earlier text is in the later one. */
class Moves {
  readonly #offsets = new Map<number, number>();
  readonly #lines = new Map<number, number>();

  /** Whether two pieces of data differ by moved places alone. */
  explain(before: unknown, after: unknown): boolean {
    if (typeof before === "string" && typeof after === "string") return before === after || this.#ids(before, after);
    if (!isData(before) || !isData(after)) return before === after;
    const keys = Object.keys(before);
    if (Array.isArray(before) !== Array.isArray(after) || keys.length !== Object.keys(after).length) return false;
    // Of what stands nowhere in particular.
    if (before["start"] === 0 && before["end"] === 0 && (after["start"] !== 0 || after["end"] !== 0)) return false;
    return keys.every(key => key in after && this.#property(key, before[key], after[key], before));
  }

  keepOrder(): boolean {
    return [this.#offsets, this.#lines].every(moves => {
      const targets = [...moves].sort(([a], [b]) => a - b).map(([, target]) => target);
      return targets.every((target, index) => index === 0 || target > targets[index - 1]!);
    });
  }

  #property(key: string, before: unknown, after: unknown, owner: Data): boolean {
    if (typeof before !== "number" || typeof after !== "number")
      return key === OPTIONS ? sameData(before, after) : this.explain(before, after);
    if (owner["start"] === 0 && owner["end"] === 0) return before === after;
    if (OFFSETS.has(key)) return isMove(this.#offsets, before, after);
    if (LINES.has(key)) return isMove(this.#lines, before, after);
    return before === after || (COLUMNS.has(key) && "line" in owner);
  }

  #ids(before: string, after: string): boolean {
    if (before.replaceAll(POSITION_IN_ID, "@") !== after.replaceAll(POSITION_IN_ID, "@")) return false;
    const moved = [...after.matchAll(POSITION_IN_ID)];
    return [...before.matchAll(POSITION_IN_ID)].every((match, index) =>
      isMove(this.#offsets, Number(match[1]), Number(moved[index]![1])),
    );
  }
}

function isData(value: unknown): value is Data {
  return typeof value === "object" && value !== null;
}

/** False when what stood there went elsewhere. */
function isMove(moves: Map<number, number>, before: number, after: number): boolean {
  const known = moves.get(before);
  if (known === undefined) moves.set(before, after);
  return known === undefined || known === after;
}
