import type { Connection } from "vscode-languageserver";
import { statusChanged, type Status } from "../protocol.ts";

const progressIntervalMs = 100;

/** Tells the client in what state the server is and why; the same thing is not said twice. */
export class StatusReporter {
  readonly #connection: Connection;
  #last = "";
  #lastProgressAt = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  tell(status: Status): void {
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
    this.#connection.console.error(
      `${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    this.tell({ state: "impaired", reason: `An internal error in ${where}; the output tells more.` });
  }
}
