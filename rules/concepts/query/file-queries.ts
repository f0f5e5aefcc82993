/** The queries of a file, the flow of values around them and the functions, each by where it stands. */
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import type { FlowRecord } from "./flow.ts";
import type { QueryRecord } from "./query.ts";

export class FileQueries {
  readonly queries: readonly QueryRecord[];
  readonly flows: readonly FlowRecord[];
  /** The settled query of each recorded one. */
  readonly settled: ReadonlyMap<QueryRecord, QueryRecord>;
  readonly queriesByUnit: ReadonlyMap<string, QueryRecord[]>;
  readonly flowsByUnit: ReadonlyMap<string, FlowRecord[]>;
  readonly flowsByFunction: ReadonlyMap<string, FlowRecord[]>;
  readonly functions: ReadonlyMap<string, FunctionRecord>;
  /** A function and those in it, by its id. */
  readonly functionsByUnit: ReadonlyMap<string, FunctionRecord[]>;

  constructor(file: FileSummary, settle: (record: QueryRecord) => QueryRecord) {
    this.settled = new Map(
      ((file.concepts["Query"] ?? []) as QueryRecord[]).map(record => [record, settle(record)] as const),
    );
    this.queries = [...this.settled.values()];
    this.flows = (file.concepts["ScopeFlow"] ?? []) as FlowRecord[];
    this.queriesByUnit = grouped(this.queries, query => [query.unit]);
    this.flowsByUnit = grouped(this.flows, flow => [flow.unit]);
    this.flowsByFunction = grouped(this.flows, flow => [flow.function]);
    this.functions = new Map(file.functions.map(fn => [fn.id, fn] as const).reverse());
    this.functionsByUnit = grouped(file.functions, fn => around(fn.id));
  }
}

/** `a.b.c` stands in `a.b` and in `a`; innermost first. */
export function around(id: string): string[] {
  const units = [id];
  for (let dot = id.lastIndexOf("."); dot > 0; dot = id.lastIndexOf(".", dot - 1)) units.push(id.slice(0, dot));
  return units;
}

function grouped<T>(values: readonly T[], keysOf: (value: T) => string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values)
    for (const key of keysOf(value)) {
      const group = groups.get(key);
      if (group) group.push(value);
      else groups.set(key, [value]);
    }
  return groups;
}
