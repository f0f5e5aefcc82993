/** What a callee says as it is written. The last member is asked first: one look-up settles most calls. */

/** Calls that tell nothing: logs, conversions, collections. */
const SILENT_ROOTS: ReadonlySet<string> = new Set(
  (
    "console logger log logging Sentry sentry_sdk Math JSON Object Array Number String Boolean Date datetime os re time json " +
    "str int len print isinstance getattr setattr hasattr range dict list set Error setTimeout clearTimeout performance z"
  ).split(" "),
);
const SILENT_MEMBERS: ReadonlySet<string> = new Set(
  (
    "debug info warn warning error exception push join split includes map() toString toISOString format strip lower upper " +
    "replace append items keys values json get slice trim isoformat has delete() entries header headers"
  ).split(" "),
);
const REQUEST_MEMBERS: ReadonlySet<string> = new Set(["get", "head", "put", "patch", "delete", "post", "request"]);
const REMOTE = /(^|\.|_)(requests|httpx|axios|session|client|http|api)(\(\))?\.\w+$/iu;
const NETWORK_MEMBERS: ReadonlySet<string> = new Set(
  "raise_for_status execute commit flush refresh save first all fetchone fetchall scalar scalar_one_or_none".split(" "),
);
const ROW_READERS: ReadonlySet<string> = new Set(
  (
    "single maybeSingle first findUnique findUniqueOrThrow findFirst findOne find_one findById findByPk execute scalar_one " +
    "scalar_one_or_none one one_or_none"
  ).split(" "),
);
const GETS_ROW = /(^|\.)(objects|session|db)\.get$/u;

export function lastMember(text: string): string {
  return text.slice(text.lastIndexOf(".") + 1);
}

export function isSilent(text: string, last: string): boolean {
  const dot = text.indexOf(".");
  if (dot < 0) return SILENT_ROOTS.has(text);
  return (
    SILENT_MEMBERS.has(last) ||
    SILENT_ROOTS.has(text.slice(0, dot)) ||
    text === "Promise.resolve" ||
    text.startsWith("Promise.resolve.")
  );
}

/** A request of a client that is told by its name. */
export function isRemote(text: string, last: string): boolean {
  return REQUEST_MEMBERS.has(last.toLowerCase()) && REMOTE.test(text);
}

export function asksNetwork(last: string): boolean {
  return NETWORK_MEMBERS.has(last);
}

/** Calls that load one row. */
export function readsRow(text: string, last: string): boolean {
  return ROW_READERS.has(last) || (last === "get" && GETS_ROW.test(text));
}
