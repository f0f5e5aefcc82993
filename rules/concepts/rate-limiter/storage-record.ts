/** Where limits are counted, as one file says it. Plain data. */
import type { Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";

export type StorageRecord = LibraryStorageRecord | ContainerRecord | CacheRecord;

interface Base extends Span {
  name: string;
  place: Place;
}

/** A library's limiter whose store is the process's memory. */
export interface LibraryStorageRecord extends Base {
  form: "library";
  /** Row of the library table. */
  title: string;
  /** Given as memory in so many words; otherwise it is the library's default. */
  explicit: boolean;
  /** Where an argument that gives a store can be put: just after the last one. */
  insertAt?: number;
  /** Start of the file's imports. */
  importAt?: number;
}

/** A container of the process that a home-made limiter counts in. */
export interface ContainerRecord extends Base {
  form: "container";
  /** The function, class or factory that counts. */
  unit: string;
  kind: "function" | "class" | "factory";
  /** Functions of this file that count in it. */
  counters: string[];
  exported: string[];
  /** As written: `new Map()`. */
  container: string;
}

/** Throttle classes of Django REST framework, which count in the default cache. */
export interface CacheRecord extends Base {
  form: "cache";
}

/** Facts that the storage of other files needs. */
export type StorageWiring =
  | (Span & { what: "fallback-call" })
  /** `CACHES` of Django's settings. */
  | (Span & { what: "cache"; memory: boolean })
  /** A name by which a library's store is set: `RATELIMIT_STORAGE_URI`. */
  | (Span & { what: "setting"; name: string });
