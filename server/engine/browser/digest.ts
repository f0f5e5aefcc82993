/** The same digests without Node, and at once: those of the browser itself must be waited for. */
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Algorithm } from "../machine/digest.ts";

const algorithms = { sha1, sha256 };

export function digest(algorithm: Algorithm, content: Uint8Array | string): string {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return bytesToHex(algorithms[algorithm](bytes));
}
