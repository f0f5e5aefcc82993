import type { Progress } from "../engine/scan-result.ts";

const WORDS: Record<Progress["phase"], string> = {
  discover: "Looking for files",
  summarise: "Reading",
  link: "Linking",
  check: "Checking",
};

/** One line that rewrites itself, on a terminal only. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  #last = 0;
  #shown = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  readonly update = ({ phase, done, total }: Progress): void => {
    const now = performance.now();
    if (!this.#stream.isTTY || (now - this.#last < 80 && done !== total)) return;
    this.#last = now;
    this.#shown = true;
    const count = total > 0 ? ` ${done}/${total}` : done > 0 ? ` ${done}` : "";
    this.#stream.write(`\r\u001b[K${WORDS[phase]}…${count}`);
  };

  clear(): void {
    if (this.#shown) this.#stream.write("\r\u001b[K");
    this.#shown = false;
  }
}
