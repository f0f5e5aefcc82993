import * as l10n from "@vscode/l10n";
import { digest } from "#machine/digest.ts";
import { isUtf8, readFileSync, statSync } from "#machine/disk.ts";
import { localeInUse } from "./locale.ts";
import { isManifestName } from "./source-names.ts";

export const MAX_BYTES = 2 * 1024 * 1024;
/** Lock files of large workspaces are bigger than any source and cheap to read. */
export const MAX_MANIFEST_BYTES = 32 * 1024 * 1024;
export const MAX_LINE_LENGTH = 50_000;

/** Below this a file costs nothing, and its average says little. */
const MIN_MINIFIED_BYTES = 4096;

export type SourceText =
  | {
      ok: true;
      text: string;
      hash: string;
      /** The bytes are not UTF-8: writing the text back would change them. */ lossy: boolean;
    }
  | { ok: false; because: string; isGone?: boolean };

/** Reads one file whole; every way in which that can fail is a reason, never an exception. */
export function readSource(absolutePath: string): SourceText {
  return read(absolutePath, isManifestName(absolutePath.replaceAll("\\", "/")) ? MAX_MANIFEST_BYTES : MAX_BYTES);
}

/** A file of settings, of which nobody says how long its lines may be. */
export function readSettings(absolutePath: string): SourceText {
  return read(absolutePath, MAX_MANIFEST_BYTES);
}

function read(absolutePath: string, limit: number): SourceText {
  try {
    const stats = statSync(absolutePath);
    if (stats.isDirectory()) return { ok: false, because: l10n.t("it is a folder") };
    // A pipe would be waited for without end.
    if (!stats.isFile()) return { ok: false, because: l10n.t("it is not a regular file") };
    if (stats.size > limit) return { ok: false, because: tooLarge(limit) };
    return decode(readFileSync(absolutePath), limit, absolutePath);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR")
      return { ok: false, isGone: true, because: l10n.t("it vanished while the scan ran") };
    return { ok: false, because: reasonOf(error) };
  }
}

/** The same limits for a text that an editor holds. */
export function acceptText(text: string): SourceText {
  if (text.length > MAX_BYTES) return { ok: false, because: tooLarge(MAX_BYTES) };
  if (text.includes("\0")) return { ok: false, because: l10n.t("it is binary (it holds NUL bytes)") };
  // Half a character has no bytes, so no file can have it.
  const whole = text.replace(/\p{Surrogate}/gu, "\uFFFD");
  return { ok: true, text: whole, hash: hashOf(whole), lossy: false };
}

/** A short stable name of a content: 20 hex digits of its SHA-1. */
export function hashOf(bytes: Buffer | string): string {
  return digest("sha1", bytes).slice(0, 20);
}

function decode(bytes: Buffer, limit: number, path = ""): SourceText {
  if (isUtf16(bytes)) return { ok: false, because: l10n.t("it is UTF-16, and only UTF-8 is read") };
  if (bytes.includes(0)) return { ok: false, because: l10n.t("it is binary (it holds NUL bytes)") };
  if (limit === MAX_BYTES && hasLongLine(bytes)) {
    return {
      ok: false,
      because: l10n.t("a line is longer than {0} characters", MAX_LINE_LENGTH.toLocaleString(localeInUse())),
    };
  }
  if (/\.[mc]?js$/u.test(path) && isMinified(bytes)) return { ok: false, because: l10n.t("it is minified") };
  return { ok: true, text: bytes.toString("utf8"), hash: hashOf(bytes), lossy: !isUtf8(bytes) };
}

/** Told by its byte order mark, which is no UTF-8. */
function isUtf16(bytes: Buffer): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

/** People's lines are seldom longer than 100 bytes on average, a minifier's seldom shorter than 500. */
function isMinified(bytes: Buffer): boolean {
  if (bytes.length < MIN_MINIFIED_BYTES) return false;
  let lines = 1;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
  return bytes.length / lines > 250;
}

/** Counts bytes, and characters only where the bytes are too many. */
function hasLongLine(bytes: Buffer): boolean {
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline;
    if (end - start > MAX_LINE_LENGTH && bytes.toString("utf8", start, end).length > MAX_LINE_LENGTH) return true;
    start = end + 1;
  }
  return false;
}

function tooLarge(limit: number): string {
  return l10n.t("it is larger than {0} MB", limit / 1024 / 1024);
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "EACCES" || code === "EPERM") return l10n.t("it is not readable");
  return l10n.t("it cannot be read ({0})", code ?? String(error));
}
