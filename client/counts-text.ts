import type { Counts } from "../server/protocol.ts";

/** `2 errors, 1 warning`; what there is none of is left out. */
export function countsText({ errors, warnings, advice }: Counts): string {
  const parts = [
    ...(errors > 0 ? [plural(errors, "error")] : []),
    ...(warnings > 0 ? [plural(warnings, "warning")] : []),
    ...(advice > 0 ? [`${advice} advice`] : []),
  ];
  return parts.length === 0 ? "no findings" : parts.join(", ");
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
