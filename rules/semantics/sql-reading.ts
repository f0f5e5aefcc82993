/** A statement of SQL that stands in code: its tables, its conditions and where their values come from. */

export interface SqlQuery {
  operation: "select" | "insert" | "update" | "delete" | "upsert";
  /** The table that is read first, or changed. */
  table: string;
  schema?: string;
  /** Further tables of the same rows: joined ones, and those of the subqueries that the rows are taken from. */
  others: string[];
  conditions: SqlCondition[];
  /** Columns that an INSERT or UPDATE writes; undefined when their values come from a query. */
  written?: { column: string; value: SqlValue }[];
  /** Some condition could not be read. */
  open: boolean;
}

export type SqlCondition =
  | {
      /** `id` of the first table, `jobs.org_id` of another one; a number is a parameter that stands for the column. */
      column: string | number;
      operator: "=" | "in" | "other";
      value: SqlValue;
    }
  /** One of the branches holds. */
  | { any: SqlCondition[][] };

/** `parameters`: numbers of `$1`, `$2` … that make the value. */
export type SqlValue =
  { parameters: number[] } | { constant: string } | { call: string } | { column: string } | { other: true };

/** Reads one statement whose parameters are written `$1`; undefined when it is none that reads or changes rows. */
export type SqlReader = (text: string) => SqlQuery | undefined;
