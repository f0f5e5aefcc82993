/** Whether something is waited between attempts, and whether chance makes the waits of two workers differ. */
import { intervalOf, partsOf, type Symbolic } from "../../semantics/symbolic.ts";
import { hasJitter } from "./growth.ts";
import type { Retry } from "./retry.ts";

/** Attempts that are looked at: some libraries do the first retry at once and wait from the second on. */
const LOOKED_AT = [0, 1, 2, 3];

/** A plain name or member: a setting, the same for every worker. */
const SETTING = /^[\w$]+(\??\.[\w$]+|\[[\w$"']+\])*!?$/u;

export interface Waited {
  value: Symbolic;
  /** The library computes it. */
  implicit?: boolean;
  mayJitter?: boolean;
}

export function waitsOf(delays: readonly Waited[], otherwise: Retry["waits"]): Retry["waits"] {
  if (delays.length === 0) return otherwise;
  const each = delays.map(waitOf);
  if (each.includes("some")) return "some";
  return each.includes("unknown") ? "unknown" : "none";
}

function waitOf({ value, implicit }: Waited): Retry["waits"] {
  const longest = LOOKED_AT.map(attempt => intervalOf(value, { attempt })?.high);
  if (longest.some(one => one !== undefined && one > 0)) return "some";
  if (longest.every(one => one === 0)) return "none";
  // Who writes a wait means one, also where its size cannot be read; an option that cannot be read may be left out.
  return implicit === true ? "unknown" : "some";
}

export function jitterOf(delays: readonly Waited[]): Retry["jitter"] {
  if (delays.some(delay => hasJitter(delay.value))) return "known";
  return delays.some(delay => delay.mayJitter === true || isOpaque(delay.value)) ? "unknown" : "absent";
}

/** A call that cannot be seen into goes into it. */
export function isOpaque(value: Symbolic): boolean {
  if (value.kind === "apply") return true;
  if (value.kind === "unknown") return !SETTING.test(value.text);
  return partsOf(value).some(isOpaque);
}
