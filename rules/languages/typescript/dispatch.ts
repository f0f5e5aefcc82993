import type * as ts from "typescript";

import type { Source } from "./source.ts";

/** What lowers nodes of one kind; the row in its table vouches for the type of the node. */
export type Lowerer<Result, Rest extends unknown[] = []> = (source: Source, node: never, ...rest: Rest) => Result;

type AnyLowerer<Result, Rest extends unknown[]> = (source: Source, node: ts.Node, ...rest: Rest) => Result;

/**
 * Lowerers indexed by the kind of their node. `ts.SyntaxKind` is no `const enum`, so that a `switch` over it would
 * compare case by case.
 */
export function byKind<Result, Rest extends unknown[] = []>(
  rows: readonly (readonly [ts.SyntaxKind, Lowerer<Result, Rest>])[],
): readonly (AnyLowerer<Result, Rest> | undefined)[] {
  const lowerers: AnyLowerer<Result, Rest>[] = [];
  for (const [kind, lower] of rows) lowerers[kind] = lower as AnyLowerer<Result, Rest>;
  return Array.from(lowerers);
}
