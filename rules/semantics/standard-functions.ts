/** What the functions that a language brings along do, by library name. */
import type { Operator } from "./symbolic.ts";

/** Their operator, or a wrapper that gives back its first argument. */
export const FUNCTIONS: ReadonlyMap<string, Operator | "identity"> = new Map<string, Operator | "identity">([
  ["Math.min", "min"],
  ["Math.max", "max"],
  ["Math.floor", "floor"],
  ["Math.ceil", "ceil"],
  ["Math.round", "round"],
  ["Math.trunc", "floor"],
  ["Math.abs", "abs"],
  ["Math.pow", "**"],
  ["Math.exp", "exp"],
  ["Math.log", "log"],
  ["Math.sqrt", "sqrt"],
  ["Number", "identity"],
  ["parseInt", "identity"],
  ["parseFloat", "identity"],
  ["BigInt", "identity"],
  ["min", "min"],
  ["max", "max"],
  ["round", "round"],
  ["abs", "abs"],
  ["pow", "**"],
  ["int", "floor"],
  ["float", "identity"],
  ["len", "length"],
  ["math.pow", "**"],
  ["math.floor", "floor"],
  ["math.ceil", "ceil"],
  ["math.exp", "exp"],
  ["math.log", "log"],
  ["math.sqrt", "sqrt"],
  ["random.uniform", "uniform"],
  ["random.randint", "uniform"],
  ["random.randrange", "uniform"],
  ["secrets.randbelow", "uniform"],
]);

export const RANDOM: ReadonlySet<string> = new Set([
  "Math.random",
  "random.random",
  "secrets.SystemRandom().random",
  "random.SystemRandom().random",
]);
