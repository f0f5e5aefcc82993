import { ResponseError } from "vscode-languageserver";
import type { StatusReporter } from "./status-reporter.ts";

/** Lets no error out of a handler: it goes to the log and the status, and the client gets an answer nevertheless. */
export class Guard {
  readonly #status: StatusReporter;

  constructor(status: StatusReporter) {
    this.#status = status;
  }

  notification<Args extends unknown[]>(
    where: string,
    handler: (...args: Args) => void | Promise<void>,
  ): (...args: Args) => Promise<void> {
    return this.request(where, handler, undefined);
  }

  /** Errors of the protocol, such as a cancellation, are answers and pass. */
  request<Args extends unknown[], Result>(
    where: string,
    handler: (...args: Args) => Result | Promise<Result>,
    fallback: Result,
  ): (...args: Args) => Promise<Result> {
    return async (...args) => {
      try {
        return await handler(...args);
      } catch (error) {
        if (error instanceof ResponseError) throw error;
        this.#status.fail(where, error);
        return fallback;
      }
    };
  }

  /** For what a user started and waits for: the error is logged and passed on, so that the editor shows it. */
  command<Args extends unknown[], Result>(
    where: string,
    handler: (...args: Args) => Promise<Result>,
  ): (...args: Args) => Promise<Result> {
    return async (...args) => {
      try {
        return await handler(...args);
      } catch (error) {
        if (!(error instanceof ResponseError)) this.#status.fail(where, error);
        throw error;
      }
    };
  }
}
