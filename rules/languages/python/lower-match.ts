import type { Expression, Hole, Name, Span, Statement, Switch } from "../../ir/nodes.ts";
import { lowerExpression } from "./lower-expression.ts";
import { lowerBody } from "./lower-statement.ts";
import { holeAt, spanOf } from "./lowering.ts";
import type { Lowering } from "./lowering.ts";
import type { Py, PyPattern } from "./tree.ts";

/**
 * `match` as a switch. Values and `None` are tests; a capture or `_` without guard is the default; every other pattern
 * is one hole over what it names. Captured names are assigned an unknown value before the body.
 */
export function lowerMatch(low: Lowering, node: Py<"Match">): Switch {
  const span = spanOf(low, node);
  const subject = lowerExpression(low, node.subject);
  let previousEnd = subject.end;
  const cases = node.cases.map(one => {
    const lowered = lowerCase(low, one, previousEnd);
    previousEnd = lowered.span.end;
    return lowered;
  });
  return { kind: "switch", ...span, subject, cases };
}

function lowerCase(low: Lowering, node: Py<"MatchCase">, from: number): Switch["cases"][number] {
  const pattern = spanOf(low, node.pattern);
  const captures = capturedNames(low, node.pattern);
  const alternatives = lowerAlternatives(low, node.pattern);
  const guard = node.guard && lowerExpression(low, node.guard);
  const tests = guard ? [guardedTest(pattern, alternatives, guard)] : alternatives;
  const body = [...captures.map(assignUnknown), ...lowerBody(low, node.body)];
  const start = caseKeyword(low, from, pattern.start);
  return { tests, body, fallsThrough: false, span: { start, end: body.at(-1)?.end ?? pattern.end } };
}

function guardedTest(pattern: Span, tests: readonly Expression[], guard: Expression): Hole {
  return holeAt({ start: pattern.start, end: guard.end }, [...tests, guard]);
}

function caseKeyword(low: Lowering, from: number, patternStart: number): number {
  const at = low.source.text.lastIndexOf("case", patternStart);
  return at >= from ? at : patternStart;
}

/** One test per alternative of `a | b`; none for a pattern that always matches. */
function lowerAlternatives(low: Lowering, node: PyPattern): Expression[] {
  if (node.nodeType === "MatchAs") return node.pattern ? lowerAlternatives(low, node.pattern) : [];
  if (node.nodeType !== "MatchOr") return [lowerTest(low, node)];
  const alternatives = node.patterns.map(one => lowerAlternatives(low, one));
  return alternatives.some(tests => tests.length === 0) ? [] : alternatives.flat();
}

function lowerTest(low: Lowering, node: PyPattern): Expression {
  const span = spanOf(low, node);
  switch (node.nodeType) {
    case "MatchValue":
      return lowerExpression(low, node.value);
    case "MatchSingleton":
      return { kind: "literal", ...span, value: node.value ?? null };
    case "MatchClass":
      return holeAt(span, [
        lowerExpression(low, node.cls),
        ...[...node.patterns, ...node.kwd_patterns].flatMap(one => lowerAlternatives(low, one)),
      ]);
    case "MatchMapping":
      return holeAt(span, [
        ...node.keys.map(key => lowerExpression(low, key)),
        ...node.patterns.flatMap(one => lowerAlternatives(low, one)),
      ]);
    case "MatchSequence":
      return holeAt(
        span,
        node.patterns.flatMap(one => lowerAlternatives(low, one)),
      );
    default:
      return holeAt(span);
  }
}

function capturedNames(low: Lowering, node: PyPattern): Name[] {
  const own = node.nodeType === "MatchMapping" ? node.rest : "name" in node ? node.name : undefined;
  const names = childPatterns(node).flatMap(child => capturedNames(low, child));
  if (own) names.push({ kind: "name", ...captureSpan(low, spanOf(low, node), own), name: own });
  return names;
}

function childPatterns(node: PyPattern): readonly PyPattern[] {
  switch (node.nodeType) {
    case "MatchAs":
      return node.pattern ? [node.pattern] : [];
    case "MatchClass":
      return [...node.patterns, ...node.kwd_patterns];
    case "MatchOr":
    case "MatchSequence":
    case "MatchMapping":
      return node.patterns;
    default:
      return [];
  }
}

/** A captured name stands last in its pattern, but for the bracket that may close it. */
function captureSpan(low: Lowering, pattern: Span, name: string): Span {
  const start = low.source.text.lastIndexOf(name, pattern.end - name.length);
  return start >= pattern.start ? { start, end: start + name.length } : pattern;
}

function assignUnknown(name: Name): Statement {
  const { start, end } = name;
  const value = holeAt({ start: end, end });
  return {
    kind: "expression",
    start,
    end,
    expression: { kind: "assign", start, end, targets: [name], operator: "=", value },
  };
}
