import * as l10n from "@vscode/l10n";
import type { Connection } from "vscode-languageserver";
import { statusChanged, type Status } from "../protocol.ts";

const progressIntervalMs = 100;

/** Tells the client in what state the server is and why; the same thing is not said twice. */
export class StatusReporter {
  readonly #connection: Connection;
  #last = "";
  #lastProgressAt = 0;
  #ended = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The client is leaving: work that is still under way has nobody to tell. */
  end(): void {
    this.#ended = true;
  }

  tell(status: Status): void {
    if (this.#ended) return;
    const now = performance.now();
    if (status.progress !== undefined && status.progress.done < status.progress.total) {
      if (now - this.#lastProgressAt < progressIntervalMs) return;
      this.#lastProgressAt = now;
    }
    const said = JSON.stringify(status);
    if (said === this.#last) return;
    this.#last = said;
    void this.#connection.sendNotification(statusChanged.method, status);
  }

  /** The whole error goes to the log, one line to the user. The next {@link tell} replaces it. */
  fail(where: string, error: unknown): void {
    if (this.#ended) return;
    this.#connection.console.error(
      `${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    this.tell({ state: "impaired", reason: l10n.t("An internal error in {0}; the output tells more.", where) });
  }
}
