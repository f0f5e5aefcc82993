/** Which concepts a text can hold at all, by one pass over it for the trigger words of all of them. */
import type { ConceptKind } from "./concept.ts";

type AnyKind = Pick<ConceptKind, "name" | "triggers">;

/**
 * The words of all concepts as one automaton, after Aho and Corasick (1975): one table look-up per character, however many
 * words there are.
 */
export class Prefilter<Kind extends AnyKind> {
  readonly #kinds: readonly Kind[];
  /** Concepts that every text may hold. */
  readonly #always: readonly number[];
  /** Character code → column of the table; 0 for characters of no word. */
  readonly #columns: Uint8Array;
  readonly #width: number;
  /** Row and column → the next state's row; its complement where a word ends there. */
  readonly #next: Int32Array;
  /** State → concepts whose word ends there. */
  readonly #found: readonly (readonly number[] | undefined)[];

  constructor(kinds: readonly Kind[]) {
    this.#kinds = kinds;
    this.#always = kinds.flatMap((kind, index) => (kind.triggers().length === 0 ? [index] : []));
    const words = wordsOf(kinds);
    const letters = new Set([...words.keys()].join(""));
    this.#columns = new Uint8Array(128);
    [...letters].forEach((letter, index) => (this.#columns[letter.charCodeAt(0)] = index + 1));
    this.#width = letters.size + 1;
    const trie = trieOf(words, this.#columns);
    this.#next = new Int32Array(trie.length * this.#width);
    this.#found = this.#link(trie);
  }

  /** In the order of the list that the prefilter was made of. */
  kindsIn(text: string): Kind[] {
    const seen = new Uint8Array(this.#kinds.length);
    for (const kind of this.#always) seen[kind] = 1;
    const columns = this.#columns;
    const next = this.#next;
    let row = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      row = next[row + (code < 128 ? columns[code]! : 0)]!;
      if (row >= 0) continue;
      row = ~row;
      for (const kind of this.#found[row / this.#width]!) seen[kind] = 1;
    }
    return this.#kinds.filter((_, index) => seen[index] === 1);
  }

  /** Fills the table breadth first: where a state has no step of its own, the longest suffix that is a state has it. */
  #link(trie: readonly TrieNode[]): (number[] | undefined)[] {
    const next = this.#next;
    const width = this.#width;
    const found = trie.map(node => node.kinds);
    /** State → row of that suffix. */
    const suffix = new Int32Array(trie.length);
    const queue = [0];
    for (const state of queue) {
      const row = state * width;
      next.copyWithin(row, suffix[state]!, suffix[state]! + width);
      for (const [column, child] of trie[state]!.steps) {
        const step = next[row + column]!;
        suffix[child] = step < 0 ? ~step : step;
        const inherited = found[suffix[child] / width];
        if (inherited) found[child] = [...new Set([...(found[child] ?? []), ...inherited])];
        next[row + column] = found[child] ? ~(child * width) : child * width;
        queue.push(child);
      }
    }
    return found;
  }
}

interface TrieNode {
  steps: Map<number, number>;
  kinds?: number[];
}

function wordsOf(kinds: readonly AnyKind[]): Map<string, number[]> {
  const words = new Map<string, number[]>();
  kinds.forEach((kind, index) => {
    for (const word of new Set(kind.triggers())) words.set(word, [...(words.get(word) ?? []), index]);
  });
  return words;
}

function trieOf(words: ReadonlyMap<string, number[]>, columns: Uint8Array): TrieNode[] {
  const trie: TrieNode[] = [{ steps: new Map() }];
  for (const [word, kinds] of words) {
    let state = 0;
    for (const letter of word) {
      const column = columns[letter.charCodeAt(0)]!;
      const known = trie[state]!.steps.get(column);
      if (known === undefined) {
        trie[state]!.steps.set(column, trie.length);
        state = trie.push({ steps: new Map() }) - 1;
      } else state = known;
    }
    trie[state]!.kinds = [...(trie[state]!.kinds ?? []), ...kinds];
  }
  return trie;
}
