import { deflateSync, inflateSync } from "node:zlib";

/** Summaries repeat themselves: packed they take about a twelfth. The format carries a checksum. */
export function pack(json: string): Uint8Array {
  // A copy: zlib's own result holds on to all of the buffer that it was written into.
  return new Uint8Array(deflateSync(json, { level: 1 }));
}

/** Undefined when the bytes are not what {@link pack} gave. */
export function unpack(packed: Uint8Array): string | undefined {
  try {
    return inflateSync(packed).toString("utf8");
  } catch {
    return undefined;
  }
}
