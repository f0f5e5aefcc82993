/**
 * Call chains: `client.from("calls").select("*").eq("site_id", id)` as a list of links, also when it is built over several
 * statements (`query = query.eq(…)`, `if (x) query = query.in(…)`).
 */
import type { Call, Expression, Member, Node } from "../ir/nodes.ts";
import type { FileModel } from "./file-model.ts";

export interface Link {
  name: string;
  member?: Member;
  /** Absent when the member is read and not called. */
  call?: Call;
  /** Added under a condition that the chain's beginning is not under. */
  conditional: boolean;
}

export interface Chain {
  /** What the chain starts from: the expression left of the first link. */
  root: Expression;
  links: Link[];
  /** The longest expression of the first statement. */
  expression: Expression;
  /** Statements' chains that go on with the same builder, in source order. */
  continuations: Expression[];
}

/** The chain that `expression` (a call or member) is part of, from its root to the last link of its own expression. */
export function chainOf(expression: Expression): Chain {
  const outer = outermost(expression);
  const { root, links } = linksOf(outer);
  return { root, links, expression: outer, continuations: [] };
}

/** {@link chainOf}, continued over the variable that it is bound to. */
export function fullChain(expression: Expression, model: FileModel): Chain {
  const chain = chainOf(expression);
  const binding = boundTo(chain.expression, model);
  if (!binding) return chain;
  const start = conditionsAround(chain.expression);
  for (const use of binding.references) {
    if (use.start < chain.expression.start || contains(chain.expression, use)) continue;
    const outer = outermost(use);
    const more = linksOf(outer);
    if (more.links.length === 0 || more.root !== use) continue;
    const conditional = conditionsAround(outer).some(condition => !start.includes(condition));
    chain.links.push(...more.links.map(link => ({ ...link, conditional })));
    chain.continuations.push(outer);
  }
  return chain;
}

/** Climbs from a call or member to the end of the chain that it is in. */
export function outermost(expression: Expression): Expression {
  let at: Expression = expression;
  for (;;) {
    const parent: Node | undefined = at.parent;
    if (parent?.kind === "member" && parent.object === at) at = parent;
    else if (parent?.kind === "call" && parent.callee === at) at = parent;
    else return at;
  }
}

/** The variable that a value is assigned to, through `await`. */
export function boundTo(expression: Expression, model: FileModel) {
  let at: Node = expression;
  while (at.parent?.kind === "await") at = at.parent;
  const parent = at.parent;
  if (parent?.kind === "declare" && parent.value === at && parent.target.kind === "name")
    return model.bindings.lookUp(parent.target.name, at);
  if (parent?.kind === "assign" && parent.value === at && parent.targets[0]?.kind === "name")
    return model.bindings.lookUp(parent.targets[0].name, at);
  return undefined;
}

function linksOf(expression: Expression): { root: Expression; links: Link[] } {
  const links: Link[] = [];
  let at = expression;
  for (;;) {
    if (at.kind === "call" && at.callee.kind === "member") {
      links.unshift({ name: at.callee.name, member: at.callee, call: at, conditional: false });
      at = at.callee.object;
    } else if (at.kind === "member") {
      links.unshift({ name: at.name, member: at, conditional: false });
      at = at.object;
    } else if (at.kind === "await") at = at.value;
    else return { root: at, links };
  }
}

/** Branches around a node, up to its function. */
function conditionsAround(node: Node): Node[] {
  const found: Node[] = [];
  for (let at = node.parent; at && at.kind !== "function"; at = at.parent)
    if (at.kind === "if" || at.kind === "switch" || at.kind === "conditional") found.push(at);
  return found;
}

function contains(outer: Node, inner: Node): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}
