/** Branches that run when a look-up found nothing: `if (!existing) …`, `if existing: return`, `existing ?? (await create())`. */
import type { Binary, Call, Expression, If, Name, Node, Span, Statement } from "../../ir/nodes.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { exitOf } from "../../semantics/guards.ts";

export interface Absence {
  /** The call that looks. */
  lookup: Call;
  absent: Span[];
}

export function absences(node: Node, model: FileModel): Absence[] {
  if (node.kind === "if") return ofIf(node, model);
  if (node.kind === "conditional") {
    const tested = testedOf(node.test, model);
    const branch = tested?.absentWhen ? node.then : node.otherwise;
    return tested ? [{ lookup: tested.lookup, absent: [span(branch)] }] : [];
  }
  if (node.kind === "binary" && (node.operator === "??" || node.operator === "or")) {
    const lookup = lookupOf(node.left, model);
    return lookup ? [{ lookup, absent: [span(node.right)] }] : [];
  }
  return [];
}

function ofIf(node: If, model: FileModel): Absence[] {
  const tested = testedOf(node.test, model);
  if (!tested) return [];
  const { lookup } = tested;
  if (tested.absentWhen) return [{ lookup, absent: node.then.map(span) }];
  const absent = node.otherwise.map(span);
  const exit = exitOf(node.then);
  if (exit !== undefined) absent.push(...restOf(node, exit === "jump"));
  return absent.length > 0 ? [{ lookup, absent }] : [];
}

/** What comes after a branch that leaves: the rest of its blocks, up to the function or the loop. */
function restOf(node: If, jumps: boolean): Span[] {
  let end = node.end;
  for (let at = node.parent; at && at.kind !== "function"; at = at.parent) {
    if (at.kind === "loop" && jumps) {
      end = Math.max(end, at.end);
      break;
    }
    end = Math.max(end, at.parent?.kind === "function" ? at.parent.end : at.end);
  }
  const fn = functionAround(node);
  return [{ start: node.end, end: jumps ? end : (fn?.end ?? end) }];
}

function functionAround(node: Node): Node | undefined {
  for (let at = node.parent; at; at = at.parent) if (at.kind === "function") return at;
  return undefined;
}

interface Tested {
  lookup: Call;
  /** The test is true when nothing was found. */
  absentWhen: boolean;
}

function testedOf(test: Expression, model: FileModel): Tested | undefined {
  if (test.kind === "unary" && test.operator === "not") {
    const inner = testedOf(test.operand, model);
    return inner && { ...inner, absentWhen: !inner.absentWhen };
  }
  if (test.kind === "binary") return ofBinary(test, model);
  const lookup = lookupOf(test, model);
  return lookup && { lookup, absentWhen: false };
}

function ofBinary(test: Binary, model: FileModel): Tested | undefined {
  const { operator, left, right } = test;
  if (operator === "and" || operator === "or") return testedOf(left, model) ?? testedOf(right, model);
  if (right.kind !== "literal") return undefined;
  const empty = right.value === null || right.value === 0 || right.value === false;
  const lookup = empty || right.value === 1 ? lookupOf(left, model) : undefined;
  if (!lookup) return undefined;
  if (operator === "==") return empty ? { lookup, absentWhen: true } : undefined;
  if (operator === "!=" || operator === ">") return empty ? { lookup, absentWhen: false } : undefined;
  if (operator === "<") return right.value === 1 ? { lookup, absentWhen: true } : undefined;
  return undefined;
}

/** The call whose answer an expression holds: by its name, a part of it (`.data`, `.rows.length`, `[0]`), or itself. */
function lookupOf(expression: Expression, model: FileModel): Call | undefined {
  let at: Expression = expression;
  for (let depth = 0; depth < 8; depth++) {
    if (at.kind === "await") at = at.value;
    else if (at.kind === "member" && /^(?:data|rows?|length|count|rowCount|result|results|size|total)$/u.test(at.name))
      at = at.object;
    else if (at.kind === "index") at = at.object;
    else if (at.kind === "call") {
      const first: Expression | undefined =
        at.callee.kind === "name" && at.callee.name === "len" ? at.args[0]?.value : undefined;
      if (!first) return at;
      at = first;
    } else if (at.kind === "name") {
      const value = valueBefore(at, model);
      if (!value || value === at) return undefined;
      at = value;
    } else return undefined;
  }
  return undefined;
}

/** What a name holds where it is tested: the last value that it was given before, and not in another function. */
function valueBefore(name: Name, model: FileModel): Expression | undefined {
  const definition = model.definitionOf(name);
  if (definition) return definition.value;
  const unit = model.outermostFunction(name);
  const before = (model.bindingOf(name)?.definitions ?? []).filter(
    one => one.value && one.node.end <= name.start && model.outermostFunction(one.node) === unit,
  );
  const telling = before.filter(one => one.value!.kind !== "literal");
  return telling.length === 1 ? telling[0]!.value : undefined;
}

function span(node: Statement | Expression): Span {
  return { start: node.start, end: node.end };
}
