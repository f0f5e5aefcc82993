/**
 * Columns that say how far an item has come, and the calls of query builders that choose by a column or write one. Words,
 * not proofs: what is read by them is a convention of the code. Source: DOMAIN §2.3 "Marker order", and the names in the audited code.
 */

/** Words of a column's name that say that something was done to the item. */
const DONE_WORDS: ReadonlySet<string> = new Set(
  (
    "status state stage phase sent send notified notification processed delivered emailed mailed reminded reminder contacted done complete " +
    "completed synced exported pushed handled published paid charged dispatched executed triggered finished queued enqueued posted " +
    "alerted invoiced fulfilled refunded imported welcomed invited billed settled"
  ).split(" "),
);

/** Columns that every write touches, or that say when something is due. */
const NOT_MARKS =
  /^(created|updated|modified|deleted|inserted|expires?|expired|scheduled|due|started|starts?|ends?|valid|locked|claimed)(at|on|date|time)?$/u;

/** Letters and digits of a column's name: `sent_at`, `sentAt` and `push_sent__isnull` in one spelling. */
export function columnKey(name: string): string {
  return name
    .replace(/__[a-z]+$/u, "")
    .replace(/[^A-Za-z0-9]/gu, "")
    .toLowerCase();
}

/** `sent_at`, `status`, `isProcessed`, `last_contacted_at`. */
export function isMarkColumn(name: string): boolean {
  const column = name.replace(/__[a-z]+$/u, "");
  if (NOT_MARKS.test(columnKey(column))) return false;
  const words = column
    .replace(/([a-z0-9])([A-Z])/gu, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/u);
  return (
    words.length <= 4 &&
    words.at(-1) !== "id" &&
    (words.some(word => DONE_WORDS.has(word)) || (words.length > 1 && words.at(-1) === "at"))
  );
}

/** Calls that restrict which rows are meant. */
export const CONDITION_METHODS: ReadonlySet<string> = new Set([
  "filter",
  "filter_by",
  "exclude",
  "where",
  "andWhere",
  "orWhere",
  "whereNull",
  "whereIn",
  "whereNot",
  "where_",
  "eq",
  "neq",
  "is",
  "is_",
  "in",
  "in_",
  "not",
  "lt",
  "lte",
  "or",
  "match",
  "find",
  "findMany",
  "findFirst",
  "findUnique",
  "findAll",
  "findOne",
  "find_one",
  "aggregate",
  "get",
]);

/** Calls whose object or keywords are written to rows that exist already. */
export const UPDATE_METHODS: ReadonlySet<string> = new Set([
  "update",
  "updateMany",
  "updateManyAndReturn",
  "updateOne",
  "update_one",
  "update_many",
  "findByIdAndUpdate",
  "findOneAndUpdate",
  "find_one_and_update",
  "set",
  "values",
  "upsert",
  "patch",
  "bulk_update",
]);
