/**
 * Calls that lock rows that exist, each one until the transaction ends. Source: postgresql.org/docs/17/explicit-locking.html
 * (UPDATE, DELETE and SELECT FOR UPDATE take row locks; 13.3.4: acquire them in a consistent order); an upsert locks the row
 * that it meets (sql-insert.html#SQL-ON-CONFLICT).
 */

/** Last members of such calls on a client, a delegate or a chain of a query builder. */
export const CHANGES_ROW =
  /(^|\.)(update|updateMany|upsert|delete|deleteMany|increment|decrement|update_or_create|select_for_update|with_for_update|forUpdate|on_conflict_do_update|onConflictDoUpdate|merge)$/u;

/** What such a call is made on, as written: otherwise a map or a set has these members too. */
export const ON_DATABASE =
  /(^|\.|_)(db|tx|trx|t|prisma|session|objects|query\(\)|filter\(\)|where\(\)|manager|em|repo\w{0,10}|knex|conn\w{0,10}|client|transaction)(\(\)|\.|$)/u;

/** Statements of SQL that do. */
export const CHANGES_ROW_SQL =
  /^\s*(update|delete|insert\s[^;]{0,2000}\bon\s+conflict\b|select\s[^;]{0,2000}\bfor\s+(no\s+key\s+)?update\b)/iu;
export const RUNS_SQL = /(^|\.)(query|execute|exec|fetchrow|\$executeRaw\w{0,8}|\$queryRaw\w{0,8})$/u;

/** Orders a list, where it stands in the list's own expression or is called on it. */
export const ORDERS = /\b(sorted|sort|toSorted|sortBy|orderBy|order_by|ORDER BY|order by)\b/u;
/** Keeps others away from all rows at once. */
export const LOCKS_ALL = /advisory|skip_locked|SKIP LOCKED|LOCK TABLE|nowait/u;
/** Locks the rows that a query finds. */
export const LOCKS_ROWS = /(^|\.)(select_for_update|with_for_update|forUpdate|setLock)$/u;
