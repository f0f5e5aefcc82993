/**
 * The border between the protocol's URIs and the absolute paths that everything behind it uses. A file has one path here
 * however its URI is written (`c%3A` or `C:`, escaped or not); what is not a file on disk has none. Where there is no disk
 * every URI has one, which begins with its scheme and authority.
 */
import path from "node:path";
import { hasDisk } from "#machine/disk.ts";
import { URI } from "vscode-uri";

/** Absolute, with the separators of the platform; undefined for what is not on the disk and for what is no URI. */
export function pathOfUri(uri: string): string | undefined {
  const parsed = parse(uri);
  if (parsed === undefined || (hasDisk && parsed.scheme !== "file")) return undefined;
  const absolute = hasDisk ? parsed.fsPath : `/${parsed.scheme}/${parsed.authority || NOBODY}${parsed.path}`;
  const normal = path.normalize(absolute);
  return normal.length > 1 && normal.endsWith(path.sep) ? normal.slice(0, -1) : normal;
}

export function uriOfPath(absolute: string): string {
  return (hasDisk ? URI.file(absolute) : withoutDisk(absolute)).toString();
}

/** Stands for an absent authority; a character that no authority has. */
const NOBODY = "~";

function withoutDisk(absolute: string): URI {
  const [, scheme, authority, ...names] = absolute.split("/");
  return URI.from({ scheme: scheme!, authority: authority === NOBODY ? "" : authority, path: `/${names.join("/")}` });
}

function parse(uri: string): URI | undefined {
  try {
    return URI.parse(uri, true);
  } catch {
    // What cannot be read as a URI names no file; the protocol gives no way to refuse it.
    return undefined;
  }
}
