import { createHash } from "node:crypto";

export type Algorithm = "sha1" | "sha256";

/** In hex digits; a text counts by its UTF-8 bytes. */
export function digest(algorithm: Algorithm, content: Uint8Array | string): string {
  return createHash(algorithm).update(content).digest("hex");
}
