import type { AccessPath } from "../semantics/access-path.ts";
import type { ClassRecord, FileSummary, FunctionRecord, VariableRecord } from "./summary.ts";

/**
 * Where a path leads. `rest` are the steps that are left after the definition: a function called and asked for a member has
 * `rest` ["()", ".x"].
 */
export type Resolution =
  | { kind: "library"; name: string }
  | { kind: "function"; file: FileSummary; value: FunctionRecord; rest: string[] }
  | { kind: "class"; file: FileSummary; value: ClassRecord; rest: string[] }
  | { kind: "variable"; file: FileSummary; value: VariableRecord; rest: string[] }
  | { kind: "module"; file: FileSummary; rest: string[] }
  | { kind: "unknown" };

/** The value of a variable, or an instance of its declared type. */
export function heldBy(variable: VariableRecord): AccessPath | undefined {
  return variable.value ?? (variable.type && { ...variable.type, steps: [...variable.type.steps, "()"] });
}

/** A path with more steps at its end. */
export function goingOn<Path extends AccessPath | undefined>(path: Path, rest: readonly string[]): Path {
  return path && { ...path, steps: [...path.steps, ...rest] };
}
