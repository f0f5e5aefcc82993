/** For which statuses of an answer a place is reached. */
import type { Expression, Node } from "../../ir/nodes.ts";
import { SAMPLE_STATUSES } from "../../libraries/failures.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { guardsAt } from "../../semantics/guards.ts";

const STATUS = /^_?(http_?|resp(onse)?_?)?(status|status_?code|code|resp_?status)$/iu;

/** The sample statuses for which `node` can be reached; undefined when no status decides. "open" when one does, out of sight. */
export function statusesAt(node: Node, model: FileModel): number[] | "open" | undefined {
  const guards = guardsAt(node).filter(guard => !isHole(guard.test));
  let told = false;
  let open = false;
  const reached = SAMPLE_STATUSES.filter(status =>
    guards.every(guard => {
      const truth = truthOf(guard.test, status, model);
      if (truth !== undefined) told = true;
      else if (asksForStatus(guard.test, model)) open = true;
      return truth === undefined || truth === guard.holds;
    }),
  );
  if (open) return "open";
  return told ? reached : undefined;
}

const isHole = (test: Expression) => test.kind === "hole";

/** A status is handed to something that decides out of sight: `isRetryable(response.status)`. */
function asksForStatus(test: Expression, model: FileModel): boolean {
  return /status|isRetr|should_?retry|retryable|transient/iu.test(model.source(test));
}

function truthOf(test: Expression, status: number, model: FileModel, depth = 0): boolean | undefined {
  if (depth > 8) return undefined;
  const next = (part: Expression) => truthOf(part, status, model, depth + 1);
  switch (test.kind) {
    case "unary": {
      const inner = test.operator === "not" ? next(test.operand) : undefined;
      return inner === undefined ? undefined : !inner;
    }
    case "binary": {
      if (test.operator === "and" || test.operator === "or")
        return joined(test.operator, next(test.left), next(test.right));
      return compared(test, status, model);
    }
    case "member":
      return flag(test.name, status);
    case "call":
      return member(test, status, model);
    case "name": {
      const value = model.valueOf(test);
      return value.kind === "name" ? undefined : next(value);
    }
    default:
      return undefined;
  }
}

function joined(operator: "and" | "or", left?: boolean, right?: boolean): boolean | undefined {
  if (operator === "and") {
    if (left === false || right === false) return false;
    return left === undefined || right === undefined ? undefined : true;
  }
  if (left === true || right === true) return true;
  return left === undefined || right === undefined ? undefined : false;
}

/** Members of a response that sum its status up. */
function flag(name: string, status: number): boolean | undefined {
  switch (name) {
    case "ok":
    case "is_success":
    case "isSuccess":
      return status < 300;
    case "is_error":
      return status >= 400;
    case "is_client_error":
      return status >= 400 && status < 500;
    case "is_server_error":
      return status >= 500;
    default:
      return undefined;
  }
}

function compared(test: Expression & { kind: "binary" }, status: number, model: FileModel): boolean | undefined {
  const { operator } = test;
  if (operator === "in" || operator === "not in") {
    const within = isStatus(test.left, model) ? listed(test.right, model)?.includes(status) : undefined;
    return within === undefined ? undefined : within === (operator === "in");
  }
  const left = numberOf(test.left, status, model);
  const right = numberOf(test.right, status, model);
  if (left === undefined || right === undefined || (!isStatus(test.left, model) && !isStatus(test.right, model)))
    return undefined;
  switch (operator) {
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    default:
      return undefined;
  }
}

/** `RETRYABLE.includes(status)`, `RETRYABLE.has(status)`. */
function member(call: Expression & { kind: "call" }, status: number, model: FileModel): boolean | undefined {
  const { callee } = call;
  const argument = call.args[0]?.value;
  if (callee.kind !== "member" || !/^(includes|has)$/u.test(callee.name) || !argument || !isStatus(argument, model))
    return undefined;
  return listed(callee.object, model)?.includes(status);
}

function listed(expression: Expression, model: FileModel): number[] | undefined {
  let value = model.valueOf(expression);
  if (value.kind === "call" && /^(Set|set|frozenset)$/u.test(model.source(value.callee)) && value.args[0])
    value = model.valueOf(value.args[0].value);
  if (value.kind !== "list") return undefined;
  const numbers = value.items.map(item =>
    item.kind === "literal" && typeof item.value === "number" ? item.value : NaN,
  );
  return numbers.some(Number.isNaN) ? undefined : numbers;
}

function numberOf(expression: Expression, status: number, model: FileModel): number | undefined {
  if (isStatus(expression, model)) return status;
  const value = model.valueOf(expression);
  return value.kind === "literal" && typeof value.value === "number" && value.value >= 100 ? value.value : undefined;
}

function isStatus(expression: Expression, model: FileModel): boolean {
  if (expression.kind === "member") return STATUS.test(expression.name) && expression.name !== "code";
  if (expression.kind !== "name") return false;
  return STATUS.test(expression.name) || isStatusMember(model.valueOf(expression));
}

function isStatusMember(value: Expression): boolean {
  return value.kind === "member" && STATUS.test(value.name);
}
