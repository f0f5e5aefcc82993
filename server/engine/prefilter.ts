/** A test of raw bytes for the words without which a file can hold no concept. */
export class Prefilter {
  readonly #words: readonly Buffer[];

  constructor(triggers: Iterable<string>) {
    const words = [...new Set(triggers)].sort((a, b) => a.length - b.length);
    const needed = words.filter((word, index) => !words.slice(0, index).some(shorter => word.includes(shorter)));
    this.#words = needed.map(word => Buffer.from(word, "utf8"));
  }

  /** False only when no concept can be in the file. Other files may need its summary all the same. */
  mayMatter(bytes: Buffer): boolean {
    return this.#words.some(word => bytes.includes(word));
  }
}
