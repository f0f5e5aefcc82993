/**
 * Ends synchronous work that takes too long, in the thread that does it. Only for work that shares nothing: it is cut
 * wherever it is, and runs no `finally`.
 */
import { createContext, Script } from "node:vm";

export class TimeLimit {
  readonly #ms: number;
  readonly #held = createContext({ work: undefined }) as { work?: (() => void) | undefined };
  readonly #call = new Script("work()");

  constructor(ms: number) {
    this.#ms = ms;
  }

  /** False when the work was cut. */
  run(work: () => void): boolean {
    this.#held.work = work;
    try {
      this.#call.runInContext(this.#held, { timeout: this.#ms });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
      return false;
    } finally {
      this.#held.work = undefined;
    }
  }
}
