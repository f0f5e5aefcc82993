/** A function body as its calls in order of evaluation, each with the branches, loops and handlers around it. */
import type {
  Assign,
  Call,
  Expression,
  FunctionNode,
  Handler,
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
      case "function":
        for (const decorator of node.decorators) this.#node(decorator, around);
        return;
      case "class":
        return;
      case "if":
        this.#node(node.test, around);
        this.#visitor.test(node.test, node, around);
        this.#fork([node.then, node.otherwise], around);
        return;
      case "conditional":
        this.#node(node.test, around);
        this.#visitor.test(node.test, node, around);
        this.#forkExpressions([node.then, node.otherwise], around);
        return;
      case "binary":
      case "call":
      case "member":
      case "index":
        this.#spine(node, around);
        return;
      case "switch":
        this.#node(node.subject, around);
        for (const one of node.cases) this.list(one.body, this.#enter(one.body, around, this.#pair()));
        return;
      case "loop":
        this.#loop(node, around);
        return;
      case "comprehension": {
        for (const loop of node.loops) this.#node(loop.iterable, around);
        const id = this.#pair();
        this.#node(node.element, { ...around, branch: [...around.branch, id], loops: [...around.loops, id] });
        return;
      }
      case "try":
        this.#try(node, around);
        return;
      case "return":
        if (node.value) this.#node(node.value, { ...around, returned: true });
        return;
      case "throw":
        if (node.value) this.#node(node.value, around);
        this.#visitor.raise(node, around);
        return;
      case "template":
        for (const child of childrenOf(node)) this.#node(child, around);
        if (node.tag) this.#visitor.tagged(node, around);
        return;
      case "assign":
        for (const child of childrenOf(node)) this.#node(child, around);
        this.#visitor.assign(node, around);
        return;
      default:
        for (const child of childrenOf(node)) this.#node(child, around);
    }
  }

  /** Without recursion along what begins the expression: `a + b + …` and `a.b().c()…` may be longer than the stack is deep. */
  #spine(outermost: Spine, around: Surroundings): void {
    const spine: { node: Spine; around: Surroundings }[] = [];
    let head: Node = outermost;
    let inner = around;
    for (; isSpine(head); head = headOf(head)) {
      spine.push({ node: head, around: inner });
      if (head.kind === "call" && inner.returned) inner = { ...inner, returned: false };
    }
    this.#node(head, inner);
    for (const one of spine.reverse()) this.#afterHead(one.node, one.around);
  }

  #afterHead(node: Spine, around: Surroundings): void {
    if (node.kind === "index") this.#node(node.index, around);
    else if (node.kind === "call") {
      const inner = around.returned ? { ...around, returned: false } : around;
      for (const argument of node.args) this.#node(argument, inner);
      this.#visitor.call(node, around);
    } else if (node.kind === "binary") {
      if (node.operator === "and" || node.operator === "or") this.#forkExpressions([node.right], around);
      else this.#node(node.right, around);
    }
  }

  #loop(node: Extract<Node, { kind: "loop" }>, around: Surroundings): void {
    this.list(node.init ?? [], around);
    if (node.iterable) this.#node(node.iterable, around);
    if (node.test) this.#node(node.test, around);
    const id = this.#pair();
    const inside = { ...around, branch: [...around.branch, id], loops: [...around.loops, id] };
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

  #fork(branches: readonly (readonly Statement[])[], around: Surroundings): void {
    const id = this.#pair();
    branches.forEach((branch, index) => this.list(branch, this.#enter(branch, around, id + index)));
  }

  #forkExpressions(branches: readonly Expression[], around: Surroundings): void {
    const id = this.#pair();
    branches.forEach((branch, index) => this.#node(branch, { ...around, branch: [...around.branch, id + index] }));
  }

  #enter(statements: readonly Statement[], around: Surroundings, id: number): Surroundings {
    const exit = exitOf(statements);
    if (exit !== undefined) this.leaving.push(id);
    if (exit === "throw") this.throwing.push(id);
    return { ...around, branch: [...around.branch, id] };
  }

  #pair(): number {
    const id = this.#next;
    this.#next += 2;
    return id;
  }
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
