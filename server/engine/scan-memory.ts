/** The last whole scan of a folder, on disk: it is given again while nothing changed that it was made of. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { RuleDefinition } from "../../rules/define-rule.ts";
import { cacheFolder } from "./cache.ts";
import { hashOf } from "./read-source.ts";
import type { ScanResult } from "./scan-result.ts";
import { isAsItWas, type Stamps } from "./witness.ts";

export type RememberedRule = Pick<RuleDefinition<string, object>, "name" | "description" | "level"> & {
  family: string;
};

export interface Remembered {
  result: ScanResult;
  rules: RememberedRule[];
}

interface Memory extends Remembered {
  /** What was asked, of which program. */
  question: string;
  stamps: Stamps;
}

export class ScanMemory {
  readonly #file: string;
  readonly #question: string;

  /** `question` is everything that the answer depends on beside the files. */
  constructor(root: string, folder: string | undefined, question: readonly unknown[]) {
    this.#question = hashOf(JSON.stringify(question));
    this.#file = join(cacheFolder(root, folder), `scan-${hashOf(root)}.json`);
  }

  /** An unreadable memory is none. */
  recall(): Remembered | undefined {
    let memory: Memory;
    try {
      memory = JSON.parse(readFileSync(this.#file, "utf8")) as Memory;
      if (memory.question !== this.#question || !isAsItWas(memory.stamps)) return undefined;
    } catch {
      return undefined;
    }
    return { result: memory.result, rules: memory.rules };
  }

  /** Returns the reason when it could not be written. */
  keep(remembered: Remembered, stamps: Stamps): string | undefined {
    const temporary = `${this.#file}.${process.pid}.tmp`;
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      writeFileSync(temporary, JSON.stringify({ question: this.#question, stamps, ...remembered } satisfies Memory));
      renameSync(temporary, this.#file);
    } catch (error) {
      return `The last scan cannot be kept (${(error as NodeJS.ErrnoException).code ?? String(error)}): ${this.#file}`;
    } finally {
      rmSync(temporary, { force: true });
    }
    return undefined;
  }
}
