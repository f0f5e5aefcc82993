/**
 * A summary in two parts: what every link asks of every file, and all the rest, which stays bytes until it is asked for.
 * Most of a large project is read for its names only.
 */
import type { FileSummary } from "../../rules/project/summary.ts";
import { fromBytes, toBytes } from "./shared-data.ts";

type Rest = Pick<FileSummary, "variables" | "functions" | "classes" | "references" | "concepts">;

export interface SummaryParts {
  head: Omit<FileSummary, keyof Rest>;
  /** Concepts that it has records of. */
  kinds: string[];
  rest: Uint8Array;
}

export function partsOf(summary: FileSummary): SummaryParts {
  const { variables, functions, classes, references, concepts, ...head } = summary;
  const rest: Rest = { variables, functions, classes, references, concepts };
  return { head, kinds: Object.keys(concepts), rest: toBytes(rest) };
}

export function summaryOf({ head, kinds, rest }: SummaryParts): FileSummary {
  /** Bytes that were read are not kept. */
  let held: Uint8Array | Rest = rest;
  const told = () => (held instanceof Uint8Array ? (held = fromBytes(held) as Rest) : held);
  const concepts: FileSummary["concepts"] = {};
  for (const kind of kinds)
    Object.defineProperty(concepts, kind, { get: () => told().concepts[kind], enumerable: true, configurable: true });
  return {
    ...head,
    get variables() {
      return told().variables;
    },
    get functions() {
      return told().functions;
    },
    get classes() {
      return told().classes;
    },
    get references() {
      return told().references;
    },
    concepts,
  };
}
