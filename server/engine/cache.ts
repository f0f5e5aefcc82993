/**
 * Summaries on disk, by path and content. One file per root: a header, then an entry after the other, each with its lengths
 * and a checksum. Appended to while it grows, rewritten and renamed when too much of it is old. Whatever is
 * wrong with the file costs time, never a result.
 */
import * as l10n from "@vscode/l10n";
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readFileSync, readSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { localeInUse } from "./locale.ts";
import { hashOf } from "./read-source.ts";
import { unpack } from "./packing.ts";
import { replaceFile } from "./replace-file.ts";
import { userCacheFolder } from "./user-cache.ts";

export interface CacheOptions {
  /** Absolute root of the project. */
  root: string;
  /** Changes whenever the same text may give another summary. */
  version: string;
  /** Folder to keep it in; by default below `node_modules/.cache`, else in the user's cache folder. */
  folder?: string;
}

/** Two unsigned 32-bit numbers: length of the key, length of the packed summary. */
const PREFIX_BYTES = 8;

export class SummaryCache {
  readonly file: string;
  readonly #header: Buffer;
  readonly #entries = new Map<string, Uint8Array>();
  readonly #fresh = new Set<string>();
  readonly #used = new Set<string>();
  /** Keys of what was put, by path: of a file that is saved over and over only the last one is held. */
  readonly #put = new Map<string, string>();
  /** How many are in the file that are held no more. */
  #leftBehind = 0;
  #mustRewrite = false;

  constructor(options: CacheOptions) {
    this.file = fileOf(options);
    this.#header = headerOf(options);
    this.#load();
  }

  /** What was put, unpacked. */
  get(path: string, hash: string): unknown {
    const key = keyOf(path, hash);
    const packed = this.#entries.get(key);
    if (packed === undefined) return undefined;
    this.#used.add(key);
    const found = unpack(packed);
    if (found === undefined) {
      this.#entries.delete(key);
      this.#mustRewrite = true;
    }
    return found;
  }

  /** `packed` is what `pack` of `packing.ts` gives. */
  put(path: string, hash: string, packed: Uint8Array): void {
    const key = keyOf(path, hash);
    const before = this.#put.get(path);
    if (before !== undefined && before !== key) this.#drop(before);
    this.#put.set(path, key);
    this.#entries.set(key, packed);
    this.#fresh.add(key);
    this.#used.add(key);
  }

  /** Writes what is new. Returns the reason when that was not possible. */
  save(): string | undefined {
    if (this.#fresh.size === 0 && !this.#mustRewrite) return undefined;
    const stale = this.#entries.size - this.#used.size + this.#leftBehind;
    try {
      mkdirSync(dirname(this.file), { recursive: true });
      if (this.#mustRewrite || stale > 200 + this.#used.size || !this.#append()) this.#rewrite();
    } catch (error) {
      // A part of it may have been written.
      this.#mustRewrite = true;
      const reason = (error as NodeJS.ErrnoException).code ?? String(error);
      return l10n.t("The cache cannot be written ({0}): {1}", reason, this.file);
    }
    this.#fresh.clear();
    return undefined;
  }

  #drop(key: string): void {
    this.#entries.delete(key);
    this.#used.delete(key);
    if (!this.#fresh.delete(key)) this.#leftBehind++;
  }

  /** False when the file is no longer one of this version: another process may have written it meanwhile. */
  #append(): boolean {
    const file = openSync(this.file, "a+");
    try {
      const header = Buffer.alloc(this.#header.length);
      readSync(file, header, 0, header.length, 0);
      if (!header.equals(this.#header)) return false;
      writeFileSync(file, Buffer.concat([...this.#fresh].flatMap(key => this.#record(key))));
      return true;
    } finally {
      closeSync(file);
    }
  }

  #rewrite(): void {
    const kept = [...this.#entries.keys()].filter(key => this.#used.has(key));
    replaceFile(this.file, Buffer.concat([this.#header, ...kept.flatMap(key => this.#record(key))]));
    this.#mustRewrite = false;
    this.#leftBehind = 0;
  }

  #record(key: string): Uint8Array[] {
    const name = Buffer.from(key);
    const packed = this.#entries.get(key)!;
    const prefix = Buffer.alloc(PREFIX_BYTES);
    prefix.writeUInt32LE(name.length, 0);
    prefix.writeUInt32LE(packed.length, 4);
    return [prefix, name, packed];
  }

  /** An entry that is cut off at the end must not be appended to: it would spoil the next one too. */
  #load(): void {
    const bytes = readIfPossible(this.file);
    const header = this.#header.length;
    if (bytes === undefined || !bytes.subarray(0, header).equals(this.#header)) {
      this.#mustRewrite = true;
      return;
    }
    let at = header;
    while (at + PREFIX_BYTES <= bytes.length) {
      const key = at + PREFIX_BYTES;
      const packed = key + bytes.readUInt32LE(at);
      const end = packed + bytes.readUInt32LE(at + 4);
      if (end > bytes.length) break;
      this.#entries.set(bytes.toString("utf8", key, packed), bytes.subarray(packed, end));
      at = end;
    }
    this.#mustRewrite = at !== bytes.length;
  }
}

/** What {@link SummaryCache.get} gives, for a process that asks of a few files only: the rest is passed over unread. */
export function storedIn(options: CacheOptions, path: string, hash: string): unknown {
  let file: number | undefined;
  try {
    file = openSync(fileOf(options), "r");
    const packed = packedIn(file, headerOf(options), Buffer.from(keyOf(path, hash)));
    return packed && unpack(packed);
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function packedIn(file: number, header: Buffer, key: Buffer): Buffer | undefined {
  const { size } = fstatSync(file);
  const read = (bytes: Buffer, at: number) => readSync(file, bytes, 0, bytes.length, at) === bytes.length;
  const first = Buffer.alloc(header.length);
  if (!read(first, 0) || !first.equals(header)) return undefined;
  const start = Buffer.alloc(PREFIX_BYTES + key.length);
  for (let at = header.length; read(start, at);) {
    const keyLength = start.readUInt32LE(0);
    const packed = at + PREFIX_BYTES + keyLength;
    at = packed + start.readUInt32LE(4);
    if (at > size) break;
    if (keyLength !== key.length || !key.equals(start.subarray(PREFIX_BYTES))) continue;
    const found = Buffer.alloc(at - packed);
    return read(found, packed) ? found : undefined;
  }
  return undefined;
}

function fileOf({ root, folder }: CacheOptions): string {
  return join(cacheFolder(root, folder), `summaries-${hashOf(root)}.bin`);
}

function headerOf({ version }: CacheOptions): Buffer {
  return Buffer.from(`faultline ${version}\n`);
}

function keyOf(path: string, hash: string): string {
  return `${hash} ${path}`;
}

/** Where what is kept between runs lies; what is worded in another language than English lies apart. */
export function cacheFolder(root: string, asked: string | undefined): string {
  const folder = asked ?? usualFolder(root);
  const locale = localeInUse();
  return locale === "en" ? folder : join(folder, locale);
}

/** In the project's or the user's caches. */
function usualFolder(root: string): string {
  if (existsSync(join(root, "node_modules"))) return join(root, "node_modules", ".cache", "faultline");
  return userCacheFolder() ?? join(tmpdir(), "faultline");
}

/** An unreadable cache is an empty one. */
export function readIfPossible(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
