/** A function body as its calls in order of evaluation, each with the branches, loops and handlers around it. */
import type {
  Assign,
  Call,
  Conditional,
  Expression,
  FunctionNode,
  Handler,
  If,
  Module,
  Node,
  Span,
  Statement,
  Try,
  Template,
} from "../../../ir/nodes.ts";
import { childrenOf } from "../../../ir/walk.ts";
import { exitOf } from "../../../semantics/guards.ts";

/** What surrounds a step. */
export interface Surroundings {
  branch: number[];
  loops: number[];
  handler: boolean;
  caughtFrom?: number;
  returned: boolean;
}

export interface Visitor {
  call(call: Call, around: Surroundings): void;
  /** An `if`, conditional or `switch` test, before its branches. */
  test(test: Expression, node: Node, around: Surroundings): void;
  /** A `try` whose handlers catch what stands in its body; called before the body. */
  attempt(node: Try, around: Surroundings): void;
  raise(node: Node, around: Surroundings): void;
  assign(node: Assign, around: Surroundings): void;
  /** A template with a tag: SQL, as a rule. */
  tagged(node: Template, around: Surroundings): void;
  /** A handler that leaves without throwing tells its caller of the failure all the same: status 500, `nack()`. */
  reports(handler: Handler): boolean;
}

/** Walks a function's own body (functions inside it are not entered) and gives the ids of branches that leave it, and of those that throw. */
export function walkSteps(root: FunctionNode | Module, visitor: Visitor): { leaving: number[]; throwing: number[] } {
  const walker = new Walker(visitor);
  walker.list(root.body, { branch: [], loops: [], handler: false, returned: false });
  return { leaving: walker.leaving, throwing: walker.throwing };
}

class Walker {
  readonly leaving: number[] = [];
  readonly throwing: number[] = [];
  readonly #visitor: Visitor;
  #next = 0;

  constructor(visitor: Visitor) {
    this.#visitor = visitor;
  }

  list(statements: readonly Statement[], around: Surroundings): void {
    for (const statement of statements) this.#node(statement, around);
  }

  #node(node: Node, around: Surroundings): void {
    switch (node.kind) {
      case "name":
      case "literal":
        return;
      case "argument":
      case "await":
        return this.#node(node.value, around);
      case "expression":
        return this.#node(node.expression, around);
      case "function":
        for (const decorator of node.decorators) this.#node(decorator, around);
        return;
      case "class":
        return;
      case "if":
        this.#test(node, around);
        this.#fork(node.then, node.otherwise, around);
        return;
      case "conditional":
        this.#test(node, around);
        this.#forkExpressions(node.then, node.otherwise, around);
        return;
      case "binary":
      case "call":
      case "member":
      case "index":
        return this.#spine(node, around);
      case "switch":
        this.#node(node.subject, around);
        for (const one of node.cases) this.list(one.body, this.#enter(one.body, around, this.#pair()));
        return;
      case "loop":
        return this.#loop(node, around);
      case "comprehension":
        for (const loop of node.loops) this.#node(loop.iterable, around);
        this.#node(node.element, inLoop(around, this.#pair()));
        return;
      case "try":
        return this.#try(node, around);
      case "return":
        if (node.value) this.#node(node.value, { ...around, returned: true });
        return;
      case "throw":
        if (node.value) this.#node(node.value, around);
        this.#visitor.raise(node, around);
        return;
      case "template":
        this.#children(node, around);
        if (node.tag) this.#visitor.tagged(node, around);
        return;
      case "assign":
        this.#children(node, around);
        this.#visitor.assign(node, around);
        return;
      default:
        this.#children(node, around);
    }
  }

  #test(node: If | Conditional, around: Surroundings): void {
    this.#node(node.test, around);
    this.#visitor.test(node.test, node, around);
  }

  #children(node: Node, around: Surroundings): void {
    for (const child of childrenOf(node)) this.#node(child, around);
  }

  /** Without recursion along what begins the expression: `a + b + …` and `a.b().c()…` may be longer than the stack is deep. */
  #spine(outermost: Spine, around: Surroundings): void {
    const spine: { node: Spine; around: Surroundings }[] = [];
    let head: Node = outermost;
    let inner = around;
    for (; isSpine(head); head = headOf(head)) {
      // Nothing stands after the head of a member.
      if (head.kind === "member") continue;
      spine.push({ node: head, around: inner });
      if (head.kind === "call" && inner.returned) inner = { ...inner, returned: false };
    }
    this.#node(head, inner);
    for (let at = spine.length - 1; at >= 0; at--) this.#afterHead(spine[at]!.node, spine[at]!.around);
  }

  #afterHead(node: Spine, around: Surroundings): void {
    if (node.kind === "index") this.#node(node.index, around);
    else if (node.kind === "call") {
      const inner = around.returned ? { ...around, returned: false } : around;
      for (const argument of node.args) this.#node(argument, inner);
      this.#visitor.call(node, around);
    } else if (node.kind === "binary") {
      if (node.operator === "and" || node.operator === "or") this.#forkExpressions(node.right, undefined, around);
      else this.#node(node.right, around);
    }
  }

  #loop(node: Extract<Node, { kind: "loop" }>, around: Surroundings): void {
    this.list(node.init ?? [], around);
    if (node.iterable) this.#node(node.iterable, around);
    if (node.test) this.#node(node.test, around);
    const inside = inLoop(around, this.#pair());
    this.list(node.body, inside);
    if (node.update) this.#node(node.update, inside);
    this.list(node.otherwise, around);
  }

  #try(node: Try, around: Surroundings): void {
    this.#visitor.attempt(node, around);
    const swallows =
      node.handlers.length > 0 &&
      node.handlers.some(handler => exitOf(handler.body) !== "throw" && !this.#visitor.reports(handler));
    const goesOn = node.handlers.some(handler => exitOf(handler.body) === undefined);
    const body = goesOn ? this.#enter(node.body, around, this.#pair()) : around;
    this.list(node.body, swallows && node.body[0] ? { ...body, caughtFrom: node.body[0].start } : body);
    this.list(node.otherwise, body);
    for (const handler of node.handlers) this.#handler(handler, around);
    this.list(node.finally, around);
  }

  #handler(handler: Handler, around: Surroundings): void {
    this.list(handler.body, { ...this.#enter(handler.body, around, this.#pair()), handler: true });
  }

  #fork(then: readonly Statement[], otherwise: readonly Statement[], around: Surroundings): void {
    const id = this.#pair();
    this.list(then, this.#enter(then, around, id));
    if (otherwise.length > 0) this.list(otherwise, this.#enter(otherwise, around, id + 1));
  }

  #forkExpressions(then: Expression, otherwise: Expression | undefined, around: Surroundings): void {
    const id = this.#pair();
    this.#node(then, inBranch(around, id));
    if (otherwise) this.#node(otherwise, inBranch(around, id + 1));
  }

  #enter(statements: readonly Statement[], around: Surroundings, id: number): Surroundings {
    const exit = exitOf(statements);
    if (exit !== undefined) this.leaving.push(id);
    if (exit === "throw") this.throwing.push(id);
    return inBranch(around, id);
  }

  #pair(): number {
    const id = this.#next;
    this.#next += 2;
    return id;
  }
}

function inBranch(around: Surroundings, id: number): Surroundings {
  return { ...around, branch: [...around.branch, id] };
}

function inLoop(around: Surroundings, id: number): Surroundings {
  return { ...around, branch: [...around.branch, id], loops: [...around.loops, id] };
}

export function contains(outer: Span, inner: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** An expression that begins with another. */
type Spine = Extract<Node, { kind: "binary" | "call" | "member" | "index" }>;

function isSpine(node: Node): node is Spine {
  return node.kind === "binary" || node.kind === "call" || node.kind === "member" || node.kind === "index";
}

function headOf(node: Spine): Node {
  if (node.kind === "binary") return node.left;
  return node.kind === "call" ? node.callee : node.object;
}
