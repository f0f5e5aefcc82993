/** How the collections of JavaScript and Python, and the languages themselves, pass values on. Source: ECMA-262 2025, Python 3.13 library reference. */

/** Methods that put their arguments into the object they are called on. */
export const FILLERS = new Set(["push", "add", "append", "extend", "set", "unshift", "update", "insert"]);

/** Methods that call back with each element. */
export const ITERATORS = new Set([
  "map",
  "forEach",
  "flatMap",
  "filter",
  "some",
  "every",
  "find",
  "findIndex",
  "reduce",
  "sort",
]);

/** Methods whose arguments only choose or order what the collection holds. */
export const CHOOSERS = new Set([
  "get",
  "has",
  "filter",
  "find",
  "some",
  "every",
  "findIndex",
  "sort",
  "forEach",
  "toSorted",
  "findLast",
]);

/** Methods of collections whose elements are those of the collection. */
export const KEEPERS = new Set([
  "filter",
  "find",
  "slice",
  "concat",
  "sort",
  "toSorted",
  "reverse",
  "at",
  "pop",
  "shift",
  "values",
  "flat",
  "findLast",
  "copy",
  "items",
  "keys",
]);

/** Names of the language itself: they turn values into values and choose none. */
export const STANDARD =
  /^(?:JSON|Math|Boolean|Number|String|Object|Array|Date|Set|Map|Promise|BigInt|RegExp|URL|URLSearchParams|undefined|NaN|parseInt|parseFloat|encodeURIComponent|decodeURIComponent|crypto|process|console|Buffer|list|set|dict|tuple|str|int|float|bool|len|sorted|range|enumerate|zip|map|filter|min|max|sum|any|all|isinstance|reversed|print|iter|next|repr|round|abs)$/u;
