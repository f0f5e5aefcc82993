/** A set that is a list while it is small: nearly all sets of sources and users are, and there are as many as there are values. */
const LIST_AT_MOST = 8;

const NONE: readonly never[] = [];

export class SmallSet<T> {
  /** A list is as long as it needs to be and is never changed: one that grows would have room for many. */
  #items: readonly T[] | Set<T> = NONE;

  get isEmpty(): boolean {
    return this.#items === NONE || (this.#items instanceof Set && this.#items.size === 0);
  }

  /** False when it was there. */
  add(item: T): boolean {
    const items = this.#items;
    if (items instanceof Set) return items.size < items.add(item).size;
    if (items.includes(item)) return false;
    this.#items = items.length < LIST_AT_MOST ? [...items, item] : new Set([...items, item]);
    return true;
  }

  delete(item: T): void {
    const items = this.#items;
    if (items instanceof Set) items.delete(item);
    else if (items.length > 1) this.#items = items.filter(one => one !== item);
    else if (items[0] === item) this.#items = NONE;
  }

  clear(): void {
    this.#items = NONE;
  }

  /** Whether all pass; what is added or deleted meanwhile may be asked too. */
  every(passes: (item: T) => boolean): boolean {
    const items = this.#items;
    if (!(items instanceof Set)) return items.every(passes);
    for (const item of items) if (!passes(item)) return false;
    return true;
  }

  forEach(visit: (item: T) => void): void {
    this.#items.forEach(visit);
  }
}
