/**
 * Plain data as bytes, in which each distinct value stands once: a summary names the same places, paths and words again and
 * again. What is read back is equal to what was written, and equal parts of it are one object: nobody may change them.
 * Parts stand before what they are parts of, so that reading is one pass. Bytes in it stay bytes, to be read later.
 */
import { plainObject } from "./plain-object.ts";

/** A value is written as a number: its kind in the two lowest bits, above them what is meant. */
const NUMBER = 0;
const STRING = 1;
const NODE = 2;
/** 0 null, 1 true, 2 false, else the string that a number is written as. */
const OTHER = 3;
const FIRST_WRITTEN_NUMBER = 3;
const MAX_PLAIN_NUMBER = 2 ** 28;

/** What a node is: an array, with its length; bytes, by their number; else an object of one of the shapes, from this one on. */
const ARRAY = 0;
const BYTES = 1;
const FIRST_SHAPE = 2;

export function toBytes(value: unknown): Uint8Array {
  return new Encoder().encode(value);
}

/** The bytes must be those of {@link toBytes}. */
export function fromBytes(bytes: Uint8Array): unknown {
  return new Decoder(bytes).decode();
}

class Encoder {
  readonly #strings = new Map<string, number>();
  /** By their keys; an object is its shape and its values. */
  readonly #shapes = new Map<string, number>();
  readonly #shapeKeys: number[][] = [];
  readonly #blobs: Uint8Array[] = [];
  /** For each node what it is and its values, one after the other. */
  #nodes = new Int32Array(4096);
  #end = 0;
  readonly #starts: number[] = [];
  /** Open addressing: hash → number of the node + 1. */
  #table = new Int32Array(1024);

  encode(value: unknown): Uint8Array {
    const root = this.#code(value) ?? OTHER;
    const strings = Buffer.from(JSON.stringify([...this.#strings.keys()]));
    const bytes = new Writer(strings.length + this.#end * 2 + 64);
    bytes.number(strings.length);
    bytes.all(strings);
    bytes.number(this.#blobs.length);
    for (const blob of this.#blobs) {
      bytes.number(blob.length);
      bytes.all(blob);
    }
    bytes.number(this.#shapeKeys.length);
    for (const keys of this.#shapeKeys) {
      bytes.number(keys.length);
      for (const key of keys) bytes.number(key);
    }
    bytes.number(this.#starts.length);
    for (let at = 0; at < this.#end; at++) bytes.number(this.#nodes[at]!);
    bytes.number(root);
    return bytes.taken();
  }

  /** Undefined for what JSON leaves out. */
  #code(value: unknown): number | undefined {
    switch (typeof value) {
      case "string":
        return this.#string(value) * 4 + STRING;
      case "number":
        return this.#number(value);
      case "boolean":
        return (value ? 1 : 2) * 4 + OTHER;
      case "object":
        if (value === null) return OTHER;
        if (Array.isArray(value)) return this.#array(value);
        if (value instanceof Uint8Array) return this.#node(BYTES, [this.#blobs.push(value) - 1]);
        return this.#object(value as Record<string, unknown>);
      default:
        return undefined;
    }
  }

  #string(text: string): number {
    let index = this.#strings.get(text);
    if (index === undefined) this.#strings.set(text, (index = this.#strings.size));
    return index;
  }

  #number(value: number): number {
    if (Number.isInteger(value) && value >= 0 && value < MAX_PLAIN_NUMBER && !Object.is(value, -0)) return value * 4;
    if (!Number.isFinite(value)) return OTHER;
    return (this.#string(String(value)) + FIRST_WRITTEN_NUMBER) * 4 + OTHER;
  }

  #array(items: readonly unknown[]): number {
    const codes = items.map(item => this.#code(item) ?? OTHER);
    return this.#node(ARRAY, [codes.length, ...codes]);
  }

  #object(value: Record<string, unknown>): number {
    const codes: number[] = [];
    const keys: number[] = [];
    for (const key of Object.keys(value)) {
      const code = this.#code(value[key]);
      if (code === undefined) continue;
      codes.push(code);
      keys.push(this.#string(key));
    }
    return this.#node(this.#shape(keys), codes);
  }

  #shape(keys: number[]): number {
    const joined = keys.join();
    let index = this.#shapes.get(joined);
    if (index === undefined) {
      index = this.#shapeKeys.push(keys) - 1 + FIRST_SHAPE;
      this.#shapes.set(joined, index);
    }
    return index;
  }

  /** The node that is there already, if one is. */
  #node(kind: number, values: readonly number[]): number {
    const start = this.#end;
    const end = start + values.length + 1;
    if (end > this.#nodes.length) this.#nodes = doubled(this.#nodes, end);
    this.#nodes[start] = kind;
    this.#nodes.set(values, start + 1);
    const slot = this.#slotOf(start, end);
    const known = this.#table[slot]!;
    if (known > 0) return (known - 1) * 4 + NODE;
    this.#end = end;
    const number = this.#starts.push(start);
    this.#table[slot] = number;
    if (number * 2 > this.#table.length) this.#rehash();
    return (number - 1) * 4 + NODE;
  }

  /** Where the node is in the table, or where it may go. */
  #slotOf(start: number, end: number): number {
    const nodes = this.#nodes;
    const mask = this.#table.length - 1;
    let hash = 0;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ nodes[at]!, 0x9e3779b1) ^ (hash >>> 15);
    for (let slot = (hash ^ (hash >>> 16)) & mask; ; slot = (slot + 1) & mask) {
      const known = this.#table[slot]!;
      if (known === 0 || this.#isSame(this.#starts[known - 1]!, start, end)) return slot;
    }
  }

  /** A node tells its own length, so that a prefix of another is never equal to it. */
  #isSame(known: number, start: number, end: number): boolean {
    const nodes = this.#nodes;
    for (let at = start; at < end; at++) if (nodes[known + at - start] !== nodes[at]) return false;
    return true;
  }

  #rehash(): void {
    this.#table = new Int32Array(this.#table.length * 4);
    this.#starts.forEach((start, index) => {
      this.#table[this.#slotOf(start, this.#starts[index + 1] ?? this.#end)] = index + 1;
    });
  }
}

class Decoder {
  readonly #bytes: Uint8Array;
  #at = 0;
  #strings: readonly string[] = [];
  readonly #nodes: unknown[] = [];
  readonly #next = () => this.#value();

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  decode(): unknown {
    this.#strings = JSON.parse(textOf(this.#taken(this.#number()))) as string[];
    const blobs: Uint8Array[] = [];
    const shapes: string[][] = [];
    for (let left = this.#number(); left > 0; left--) blobs.push(this.#taken(this.#number()));
    for (let left = this.#number(); left > 0; left--) shapes.push(this.#keys());
    for (let left = this.#number(); left > 0; left--) {
      const kind = this.#number();
      if (kind === ARRAY) this.#nodes.push(this.#array());
      else
        this.#nodes.push(kind === BYTES ? blobs[this.#number()] : plainObject(shapes[kind - FIRST_SHAPE]!, this.#next));
    }
    return this.#value();
  }

  #taken(length: number): Uint8Array {
    return this.#bytes.subarray(this.#at, (this.#at += length));
  }

  #keys(): string[] {
    const keys: string[] = [];
    for (let left = this.#number(); left > 0; left--) keys.push(this.#strings[this.#number()]!);
    return keys;
  }

  #array(): unknown[] {
    const length = this.#number();
    if (length === 0) return [];
    const items = new Array<unknown>(length);
    for (let index = 0; index < length; index++) items[index] = this.#value();
    return items;
  }

  #value(): unknown {
    const code = this.#number();
    const meant = code >>> 2;
    switch (code & 3) {
      case NUMBER:
        return meant;
      case STRING:
        return this.#strings[meant];
      case NODE:
        return this.#nodes[meant];
      default:
        if (meant >= FIRST_WRITTEN_NUMBER) return Number(this.#strings[meant - FIRST_WRITTEN_NUMBER]);
        return meant === 0 ? null : meant === 1;
    }
  }

  /** Seven bits a byte, the lowest first; the highest bit says that more follow. */
  #number(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.#at++]!;
    if (byte < 128) return byte;
    let value = byte & 127;
    for (let shift = 7; ; shift += 7) {
      byte = bytes[this.#at++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }
}

class Writer {
  #bytes: Uint8Array;
  #end = 0;

  constructor(expected: number) {
    this.#bytes = new Uint8Array(expected);
  }

  number(value: number): void {
    if (this.#end + 5 > this.#bytes.length) this.#grow(5);
    let left = value;
    for (; left > 127; left >>>= 7) this.#bytes[this.#end++] = (left & 127) | 128;
    this.#bytes[this.#end++] = left;
  }

  all(bytes: Uint8Array): void {
    if (this.#end + bytes.length > this.#bytes.length) this.#grow(bytes.length);
    this.#bytes.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  /** In a buffer of their own size. */
  taken(): Uint8Array {
    return this.#bytes.slice(0, this.#end);
  }

  #grow(by: number): void {
    const larger = new Uint8Array((this.#bytes.length + by) * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

function doubled(array: Int32Array<ArrayBuffer>, atLeast: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(array.length * 2, atLeast));
  larger.set(array);
  return larger;
}

function textOf({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString();
}
