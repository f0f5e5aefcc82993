/**
 * Values that know what they were made of, after Salsa and Adapton. A value is worked out when it is first asked for, and
 * what is read meanwhile becomes its sources. A changed source makes suspect what was made of it; a suspect value looks at
 * its sources before it is worked out again, and one that comes out as it was leaves its users as they are.
 */

import { SmallSet } from "./small-set.ts";

export interface TrackerOptions {
  /** Nothing ever changes: each value is worked out once and need not know what it was made of. */
  still?: boolean;
}

/** What is being worked out at this moment in one project. */
export class Tracker {
  readonly isStill: boolean;
  /** Innermost last; undefined where reading makes nothing a source. */
  readonly #working: (Memo<unknown> | undefined)[] = [];

  constructor({ still = false }: TrackerOptions = {}) {
    this.isStill = still;
  }

  /** The value that is being worked out. */
  get current(): Memo<unknown> | undefined {
    return this.#working.at(-1);
  }

  /** Whether what is read now becomes the source of a value. */
  get isRecording(): boolean {
    return !this.isStill && this.current !== undefined;
  }

  /** Makes `source` one of the sources of the current value. */
  read(source: Source): void {
    if (!this.isStill) this.current?.madeOf(source);
  }

  /** What `ask` reads is no source of the current value. */
  untracked<T>(ask: () => T): T {
    return this.#working.length === 0 ? ask() : this.#within(undefined, ask);
  }

  workOut<T>(memo: Memo<T>, compute: () => T): T {
    return this.#within(memo as Memo<unknown>, compute);
  }

  /** Those that are being worked out because of `memo`: they stand on an answer that it could not give yet. */
  above(memo: Memo<unknown>): Memo<unknown>[] {
    return this.#working.slice(this.#working.indexOf(memo) + 1).filter(one => one !== undefined);
  }

  /** Of two that are being worked out, the one that was begun first. */
  outer(one: Memo<unknown>, other: Memo<unknown>): Memo<unknown> {
    return this.#working.indexOf(one) <= this.#working.indexOf(other) ? one : other;
  }

  #within<T>(memo: Memo<unknown> | undefined, ask: () => T): T {
    this.#working.push(memo);
    try {
      return ask();
    } finally {
      this.#working.pop();
    }
  }
}

export abstract class Source {
  readonly #users = new SmallSet<Memo<unknown>>();

  addUser(user: Memo<unknown>): void {
    this.#users.add(user);
  }

  removeUser(user: Memo<unknown>): void {
    this.#users.delete(user);
  }

  get hasUsers(): boolean {
    return !this.#users.isEmpty;
  }

  protected makeUsers(state: "suspect" | "stale"): void {
    this.#users.forEach(user => user.become(state));
  }
}

/** Something from outside: the content of a file. */
export class Input extends Source {
  changed(): void {
    this.makeUsers("stale");
  }
}

export interface MemoOptions<T> {
  /** Whether a new value tells its users nothing new. Default: it is the same value. */
  equal?(before: T, after: T): boolean;
  /**
   * The answer to whoever asks while the value is being worked out; without it that is an error. It must be neutral, as an
   * empty set is for a union: what a cycle's members come to must not depend on which of them was asked first.
   */
  inCycle?(): T;
}

export class Memo<T> extends Source {
  readonly #tracker: Tracker;
  readonly #compute: () => T;
  readonly #options: MemoOptions<T>;
  readonly #sources = new SmallSet<Source>();
  /** Tables made while this value was worked out; they go with it. */
  #owned: { dispose(): void }[] | undefined;
  /** passing: the answer holds while {@link #head} is being worked out, which it could not wait for. */
  #state: "valid" | "suspect" | "stale" | "working" | "passing" = "stale";
  #value: T | undefined;
  #known = false;
  /** The outermost value of a cycle that this one is in. */
  #head: Memo<unknown> | undefined;
  /** Passing answers whose head this is. */
  #passing: Memo<unknown>[] | undefined;

  constructor(tracker: Tracker, compute: () => T, options: MemoOptions<T> = {}) {
    super();
    this.#tracker = tracker;
    this.#compute = compute;
    this.#options = options;
  }

  get(): T {
    if (this.#state === "working") return this.#inCycle();
    if (this.#state === "passing") this.#tell(this.#head!);
    else if (this.#refresh()) {
      this.#tracker.read(this);
      return this.#value as T;
    }
    // Not a passing answer, but what it was made of is a source of whoever takes it.
    this.#passOn();
    return this.#value as T;
  }

  /** Nobody's source any more. */
  get isLeft(): boolean {
    return !this.hasUsers && this.#state !== "working" && this.#state !== "passing";
  }

  madeOf(source: Source): void {
    if (this.#sources.add(source)) source.addUser(this);
  }

  owns(table: { dispose(): void }): void {
    (this.#owned ??= []).push(table);
  }

  become(state: "suspect" | "stale"): void {
    const before = this.#state;
    if (before !== "valid" && before !== "suspect") return;
    if (before === state) return;
    this.#state = state;
    if (before === "valid") this.makeUsers("suspect");
  }

  dispose(): void {
    this.#sources.forEach(source => source.removeUser(this));
    this.#sources.clear();
    for (const table of this.#owned ?? []) table.dispose();
    this.#owned = undefined;
    this.#state = "stale";
    this.#value = undefined;
    this.#known = false;
    this.#head = undefined;
  }

  /** Makes the value valid again; false when it is one of a cycle's passing answers. */
  #refresh(): boolean {
    if (this.#state === "working" || this.#state === "passing") return false;
    if (this.#state === "suspect" && this.#isAsItWas()) this.#state = "valid";
    return this.#state === "valid" || this.#workOut();
  }

  /** Refreshing a source makes this value stale when the source came out another. */
  #isAsItWas(): boolean {
    return this.#tracker.untracked(() =>
      this.#sources.every(
        source => !(source instanceof Memo && !(source as Memo<unknown>).#refresh()) && this.#state === "suspect",
      ),
    );
  }

  #passOn(): void {
    this.#sources.forEach(source => this.#tracker.read(source));
  }

  #workOut(): boolean {
    const before = this.#value as T;
    const wasKnown = this.#known;
    this.dispose();
    this.#state = "working";
    try {
      this.#value = this.#tracker.workOut(this, this.#compute);
      this.#known = true;
    } finally {
      this.#state = "stale";
      for (const answer of this.#passing ?? []) answer.dispose();
      this.#passing = undefined;
    }
    if (this.#head) {
      this.#state = "passing";
      (this.#head.#passing ??= []).push(this as Memo<unknown>);
      return false;
    }
    this.#state = "valid";
    const value = this.#value as T;
    if (wasKnown && (this.#options.equal?.(before, value) ?? Object.is(before, value))) this.#value = before;
    else this.makeUsers("stale");
    return true;
  }

  #inCycle(): T {
    if (!this.#options.inCycle) throw new Error("A value was asked for while it was worked out");
    this.#tell(this as Memo<unknown>);
    return this.#options.inCycle();
  }

  /** All that is being worked out because of `head` holds no longer than `head` takes, and so does who takes a passing answer. */
  #tell(head: Memo<unknown>): void {
    for (const memo of this.#tracker.above(head))
      memo.#head = memo.#head ? this.#tracker.outer(memo.#head, head) : head;
  }
}

/** How many answers a table holds before it looks for those that nobody uses any more. */
const SWEEP_AT = 512;

/** A value for each key. Made while another value is worked out, it is forgotten with that one. */
export class MemoTable<K, T> {
  readonly #tracker: Tracker;
  readonly #compute: (key: K) => T;
  readonly #options: MemoOptions<T>;
  readonly #memos = new Map<K, Memo<T>>();
  #sweepAt = SWEEP_AT;

  constructor(tracker: Tracker, compute: (key: K) => T, options: MemoOptions<T> = {}) {
    this.#tracker = tracker;
    this.#compute = compute;
    this.#options = options;
    tracker.current?.owns(this);
  }

  get(key: K): T {
    const memo = this.#memos.get(key) ?? this.#add(key);
    return memo.get();
  }

  dispose(): void {
    for (const memo of this.#memos.values()) memo.dispose();
    this.#memos.clear();
  }

  #add(key: K): Memo<T> {
    if (this.#memos.size >= this.#sweepAt && !this.#tracker.isStill) this.#sweep();
    const memo = new Memo(this.#tracker, () => this.#compute(key), this.#options);
    this.#memos.set(key, memo);
    return memo;
  }

  #sweep(): void {
    for (const [key, memo] of this.#memos)
      if (memo.isLeft) {
        memo.dispose();
        this.#memos.delete(key);
      }
    this.#sweepAt = Math.max(SWEEP_AT, 2 * this.#memos.size);
  }
}
