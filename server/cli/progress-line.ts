import * as l10n from "@vscode/l10n";
import type { Progress } from "../engine/scan-result.ts";

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
    this.#stream.write(`\r\u001b[K${phaseText(phase)}…${count}`);
  };

  clear(): void {
    if (this.#shown) this.#stream.write("\r\u001b[K");
    this.#shown = false;
  }
}

function phaseText(phase: Progress["phase"]): string {
  switch (phase) {
    case "discover":
      return l10n.t("Looking for files");
    case "summarise":
      return l10n.t("Reading");
    case "link":
      return l10n.t("Linking");
    case "check":
      return l10n.t("Checking");
  }
}
