/** Exits of a loop that may bound it in a way that cannot be computed: flags, counters of other objects, clocks, aborts. */
import type { Expression, Loop, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { isAttemptName } from "./attempt-names.ts";

const CLOCK =
  /\b(time|monotonic|perf_counter|now|elapsed|deadline|timeout|expire\w*|max\w*|limit\w*|remaining|budget)\b|[a-z](Deadline|Timeout|Limit|Elapsed|Expired)\b|time_?left|max_|MAX_/u;

/** Somebody else ends it. */
const STOPS =
  /\b(_?(is_?)?(stop|stopp?ing|stopped|shut_?down|shutting_?down|running|cancel\w*|abort\w*|close[dr]?|closing|exit\w*|quit|dispos\w*|destroy\w*|mounted|active|alive|enabled|interrupt\w*|kill\w*|signal)|is_set|isSet)\b|(Stop|Stopped|Shutdown|ShuttingDown|Running|Cancelled|Canceled|Aborted|Closed|Disposed|Destroyed|Mounted|Active)\b/iu;

/** A call that raises when it is enough. */
const RAISES = /abort|deadline|timeout|cancel|expire|limit|heartbeat/iu;

/** `decides` are the tests of success. */
export function mayStop(loop: Loop, decides: readonly Expression[], model: FileModel): boolean {
  let found = false;
  if (loop.test) found = STOPS.test(model.source(loop.test));
  // Waiting for room or for less load is no attempt that fails.
  if (decides.some(isComparison)) return true;
  walk(loop, node => {
    if (node.kind === "function" || node.kind === "class" || found) return false;
    if (node.kind === "if") found = stops(node.test, loop, decides, model);
    if (node.kind === "conditional") found = stops(node.test, loop, decides, model) && node.parent?.kind === "return";
    if (node.kind === "expression" && node.expression.kind === "call") {
      const { callee } = node.expression;
      if (callee.kind === "member" || callee.kind === "name") found ||= RAISES.test(callee.name);
    }
    return undefined;
  });
  return found;
}

function isComparison(test: Expression): boolean {
  if (test.kind !== "binary" || !["<", "<=", ">", ">="].includes(test.operator)) return false;
  return !(test.left.kind === "member" && /^status(_?code)?$/iu.test(test.left.name));
}

function stops(test: Expression, loop: Loop, decides: readonly Expression[], model: FileModel): boolean {
  const text = model.source(test);
  if (STOPS.test(text) || CLOCK.test(text)) return true;
  if (decides.includes(test)) return false;
  let found = false;
  walk(test, node => {
    if (node.kind === "name") found ||= isAttemptName(node.name) || changes(node, loop, model);
    if (node.kind === "member")
      found ||= isAttemptName(node.name, model.source(node.object)) || isCounted(node, loop, model);
    if (node.kind === "index") found ||= true;
  });
  return found;
}

/** Counted, or a flag that is set, in the loop. */
function changes(name: Expression & { kind: "name" }, loop: Loop, model: FileModel): boolean {
  const definitions = model.bindingOf(name)?.definitions ?? [];
  return definitions.some(
    one =>
      one.node.start >= loop.start &&
      one.node.end <= loop.end &&
      (one.compound === true || one.value?.kind === "literal" || one.value?.kind === "binary"),
  );
}

function isCounted(member: Expression, loop: Loop, model: FileModel): boolean {
  const text = model.source(member);
  let found = false;
  walk(loop, (node: Node) => {
    if (node.kind === "assign" && node.targets[0] && model.source(node.targets[0]) === text) found = true;
  });
  return found;
}
