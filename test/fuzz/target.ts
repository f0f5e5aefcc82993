import type { Source } from "./mutations.ts";

/** One thing that is fuzzed. */
export interface Target {
  name: string;
  /** Tries until the time is over; throws with the smallest input that it found to fail, and the seed to see it again. */
  run(effort: Effort): Promise<void>;
}

export interface Effort {
  seed: number;
  /** Stop after this time … */
  ms?: number;
  /** … or after this many inputs. */
  runs?: number;
  sources: readonly Source[];
  /** Called after each input. */
  tick(): void;
}

/** Parameters of `fc.assert` for an effort. */
export function parametersOf({ seed, ms, runs }: Effort) {
  return {
    seed,
    numRuns: runs ?? Number.MAX_SAFE_INTEGER,
    endOnFailure: false,
    ...(ms === undefined ? {} : { interruptAfterTimeLimit: ms, markInterruptAsFailure: false }),
  };
}
