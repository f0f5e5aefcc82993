import * as l10n from "@vscode/l10n";
import type { NotificationName, RequestName } from "../server/protocol.ts";
import type { ServerConnection } from "./server-connection.ts";

/** An answer that says which it is, and leaves out its content to whoever has it. */
interface Revised {
  revision: string;
  folders?: unknown[];
}

export type Whole<Answer extends Revised> = Answer & Required<Pick<Answer, "folders">>;

export interface FollowedOptions<Answer extends Revised> {
  server: ServerConnection;
  question: RequestName<{ known?: string }, Answer>;
  /** By which the server says that there may be another answer. */
  changed: NotificationName<object>;
  /** How the log calls it. */
  name: string;
  /** Whether it is on show. */
  isWanted(): boolean;
  /** After each reading, whatever it gave. */
  onRead(): Promise<void>;
  /** After a reading that gave another answer than before. */
  onChange(): void;
}

/** What a view shows of the server: asked for when it is wanted, and again, as long as it is, when it may differ. */
export class FollowedAnswer<Answer extends Revised> {
  readonly #options: FollowedOptions<Answer>;
  #answer: Whole<Answer> | undefined;
  /** There may be another one. */
  #isStale = true;
  #reading: Promise<void> | undefined;

  constructor(options: FollowedOptions<Answer>) {
    this.#options = options;
    options.server.on(options.changed, () => this.mayDiffer());
  }

  /** Undefined when there is none, as without a server. */
  get current(): Whole<Answer> | undefined {
    return this.#answer;
  }

  mayDiffer(): void {
    this.#isStale = true;
    void this.refresh();
  }

  /** Says nothing while the answer is the one that was told last. */
  async refresh(): Promise<void> {
    const { isWanted, onChange } = this.#options;
    while (isWanted() && this.#isStale) {
      const known = this.#answer?.revision;
      await this.read();
      if (this.#answer?.revision !== known) onChange();
    }
  }

  /** The reading that is under way, or a new one. */
  read(): Promise<void> {
    return (this.#reading ??= this.#readNow().finally(() => (this.#reading = undefined)));
  }

  async #readNow(): Promise<void> {
    this.#isStale = false;
    const answer = await this.#asked();
    if (answer === undefined) this.#answer = undefined;
    else if (answer.folders !== undefined) this.#answer = answer as Whole<Answer>;
    await this.#options.onRead();
  }

  async #asked(): Promise<Answer | undefined> {
    const { server, question, name } = this.#options;
    try {
      return await server.request(question, { known: this.#answer?.revision });
    } catch (error) {
      server.output.warn(l10n.t("The view {0} was not read: {1}", name, String(error)));
      return undefined;
    }
  }
}
