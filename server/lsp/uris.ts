/**
 * The border between the protocol's URIs and the absolute paths that everything behind it uses. A file has one path here
 * however its URI is written (`c%3A` or `C:`, escaped or not); what is not a file on disk has none.
 */
import path from "node:path";
import { URI } from "vscode-uri";

/** Absolute, with the separators of the platform; undefined for other schemes than `file` and for what is no URI. */
export function pathOfUri(uri: string): string | undefined {
  const parsed = parse(uri);
  if (parsed?.scheme !== "file") return undefined;
  const normal = path.normalize(parsed.fsPath);
  return normal.length > 1 && normal.endsWith(path.sep) ? normal.slice(0, -1) : normal;
}

export function uriOfPath(absolute: string): string {
  return URI.file(absolute).toString();
}

function parse(uri: string): URI | undefined {
  try {
    return URI.parse(uri, true);
  } catch {
    // What cannot be read as a URI names no file; the protocol gives no way to refuse it.
    return undefined;
  }
}
