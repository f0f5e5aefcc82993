/** Plain data as it is kept on disk and sent between threads: `shared-data.ts`, with a checksum before it. */
import { fromBytes, toBytes } from "./shared-data.ts";

const CHECKSUM_BYTES = 4;

export function pack(value: unknown): Uint8Array<ArrayBuffer> {
  const bytes = toBytes(value);
  const packed = new Uint8Array(CHECKSUM_BYTES + bytes.length);
  packed.set(bytes, CHECKSUM_BYTES);
  new DataView(packed.buffer).setUint32(0, checksum(bytes));
  return packed;
}

/** Undefined when the bytes are not what {@link pack} gave. Bytes in the value lie in `packed`. */
export function unpack(packed: Uint8Array): unknown {
  if (packed.length < CHECKSUM_BYTES) return undefined;
  const bytes = packed.subarray(CHECKSUM_BYTES);
  const said = new DataView(packed.buffer, packed.byteOffset).getUint32(0);
  return said === checksum(bytes) ? fromBytes(bytes) : undefined;
}

/** FNV-1a over whole bytes. */
function checksum(bytes: Uint8Array): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < bytes.length; at++) sum = Math.imul(sum ^ bytes[at]!, 0x01000193);
  return sum >>> 0;
}
