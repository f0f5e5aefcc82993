/** What takes unduly long is named, so that nobody has to guess where the time of a scan went. */
import type { Watch } from "../../rules/analyse.ts";

/** Milliseconds that a recogniser, a rule or a step of the reading may take with one file. */
export const BUDGET_MS = 200;
/** Analysis that takes longer never ends: no file of the size limit takes a tenth of this. */
export const FILE_TIMEOUT_MS = 60_000;

export interface SlowPart {
  path: string;
  /** A rule, a concept, `reading` (parser and summary) or `completing` (what other files say of its concepts). */
  part: string;
  ms: number;
}

/** The parts that were over budget, each with its longest run: repeated edits add nothing. */
export class SlowParts {
  readonly #longest = new Map<string, SlowPart>();

  saw(slow: SlowPart): void {
    if (slow.ms <= BUDGET_MS) return;
    const key = JSON.stringify([slow.path, slow.part]);
    if ((this.#longest.get(key)?.ms ?? 0) < slow.ms) this.#longest.set(key, slow);
  }

  /** Longest first; those of one file when it is named. */
  list(path?: string): SlowPart[] {
    return [...this.#longest.values()]
      .filter(one => path === undefined || one.path === path)
      .sort((a, b) => b.ms - a.ms);
  }
}

/** Measures the parts of one file's analysis. */
export class Stopwatch {
  readonly slow: SlowPart[] = [];
  readonly #path: string;
  readonly #start = performance.now();
  #inParts = 0;

  constructor(path: string) {
    this.#path = path;
  }

  readonly watch: Watch = (part, work) => {
    const start = performance.now();
    try {
      return work();
    } finally {
      const ms = performance.now() - start;
      this.#inParts += ms;
      this.#note(part, ms);
    }
  };

  /** The rest is the reading. */
  stop(): SlowPart[] {
    this.#note("reading", performance.now() - this.#start - this.#inParts);
    return this.slow;
  }

  #note(part: string, ms: number): void {
    if (ms > BUDGET_MS) this.slow.push({ path: this.#path, part, ms });
  }
}
