import type { Argument, Decorator, FunctionNode, Import, Node, Parameter, Property } from "../../rules/ir/nodes.ts";

/**
 * A tree as compact s-expressions, one line for each statement of a module. Spans are left out; everything else that a
 * front end decides is in it. `(f …)` parts come in source order: `(call f x)`, `(if test (do …) (do …))`, `(. a b)`.
 */
export function printIr(node: Node): string {
  switch (node.kind) {
    case "module":
      return node.body.map(printIr).join("\n");
    case "name":
      return node.name;
    case "literal":
      if (node.flavour === "undefined") return "undefined";
      return node.flavour ? form(node.flavour, JSON.stringify(node.value)) : JSON.stringify(node.value);
    case "template":
      return form(
        "template",
        node.tag && `tag:${printIr(node.tag)}`,
        ...interleave(node.parts, node.values.map(printIr)),
      );
    case "list":
      return node.flavour === "list"
        ? `[${node.items.map(printIr).join(" ")}]`
        : form(node.flavour, ...all(node.items));
    case "object":
      return `{${node.properties.map(printIr).join(", ")}}`;
    case "property":
      return printProperty(node);
    case "member":
      return form(node.optional ? "?." : ".", printIr(node.object), node.name);
    case "index":
      return form("at", printIr(node.object), printIr(node.index));
    case "call":
      return form(
        (node.isNew ? "new" : "call") + (node.optional ? "?" : ""),
        printIr(node.callee),
        node.typeArgs && `<${all(node.typeArgs).join(" ")}>`,
        ...all(node.args),
      );
    case "argument":
      return printArgument(node);
    case "function":
      return printFunction(node);
    case "parameter":
      return printParameter(node);
    case "decorator":
      return `@${printIr(node.expression)}`;
    case "binary":
      return form(node.operator, printIr(node.left), printIr(node.right));
    case "unary":
      return form(node.operator, printIr(node.operand));
    case "conditional":
      return form("?", printIr(node.test), printIr(node.then), printIr(node.otherwise));
    case "await":
      return form("await", printIr(node.value));
    case "yield":
      return form(node.delegate ? "yield*" : "yield", maybe(node.value));
    case "spread":
      return `${node.keyword ? "**" : "*"}${printIr(node.value)}`;
    case "comprehension":
      return form(
        node.flavour,
        node.key && `${printIr(node.key)}:`,
        printIr(node.element),
        ...node.loops.map(one =>
          form("for", printIr(one.target), printIr(one.iterable), ...one.tests.map(test => `if:${printIr(test)}`)),
        ),
      );
    case "hole":
      return form("hole", ...all(node.children));
    case "assign":
      return form(
        node.operator === "=" ? "=" : `${node.operator}=`,
        ...all(node.targets),
        node.annotation && `:${printIr(node.annotation)}`,
        printIr(node.value),
      );
    default:
      return printStatement(node);
  }
}

function printStatement(node: Node): string {
  switch (node.kind) {
    case "list-pattern":
      return form("list-pattern", ...node.items.map(item => (item ? printIr(item) : "_")));
    case "object-pattern":
      return form("object-pattern", ...all(node.properties));
    case "pattern-element": {
      const target = printIr(node.target);
      const key = node.key === undefined || node.key === target ? "" : `${node.key}:`;
      return `${node.rest ? "..." : key}${target}${node.default ? `=${printIr(node.default)}` : ""}`;
    }
    case "expression":
      return printIr(node.expression);
    case "declare":
      return form(
        ...decorators(node.decorators),
        flag(node.exported, "export"),
        flag(node.static, "static"),
        node.constant ? "const" : "let",
        printIr(node.target) + (node.annotation ? `:${printIr(node.annotation)}` : ""),
        maybe(node.value),
      );
    case "if":
      return form("if", printIr(node.test), body("do", node.then), optionalBody("do", node.otherwise));
    case "switch":
      return form(
        "switch",
        printIr(node.subject),
        ...node.cases.map(one =>
          form(
            one.tests.length === 0 ? "default" : "case",
            ...all(one.tests),
            body("do", one.body),
            flag(one.fallsThrough, "falls"),
          ),
        ),
      );
    case "loop":
      return form(
        flag(node.async, "async"),
        node.flavour,
        node.init && body("init", node.init),
        maybe(node.target),
        maybe(node.iterable),
        node.test && `test:${printIr(node.test)}`,
        node.update && `update:${printIr(node.update)}`,
        body("do", node.body),
        optionalBody("else", node.otherwise),
      );
    case "try":
      return form(
        "try",
        body("do", node.body),
        ...all(node.handlers),
        optionalBody("else", node.otherwise),
        optionalBody("finally", node.finally),
      );
    case "handler":
      return form("catch", ...all(node.types), node.name && `as:${printIr(node.name)}`, body("do", node.body));
    case "with":
      return form(
        flag(node.async, "async"),
        "with",
        ...node.items.map(item => printIr(item.context) + (item.target ? ` as:${printIr(item.target)}` : "")),
        body("do", node.body),
      );
    case "return":
      return form("return", maybe(node.value));
    case "throw":
      return form("throw", maybe(node.value), node.cause && `from:${printIr(node.cause)}`);
    case "jump":
      return form(node.flavour, node.label);
    case "block":
      return form("block", node.label && `${node.label}:`, ...all(node.body));
    case "class":
      return form(
        ...decorators(node.decorators),
        flag(node.exported, "export"),
        "class",
        node.name,
        `(${[...all(node.bases), ...all(node.keywords)].join(" ")})`,
        ...all(node.body),
      );
    default:
      return printModuleEdge(node);
  }
}

function printModuleEdge(node: Node): string {
  switch (node.kind) {
    case "import":
      return printImport(node);
    case "imported-name":
      return (
        (node.typeOnly ? "type:" : "") +
        (node.imported === node.local ? node.imported : `${node.imported} as ${node.local ?? "-"}`)
      );
    case "export":
      return form(
        "export",
        node.module !== undefined ? JSON.stringify(node.module) : undefined,
        ...node.names.map(name => `(${name.local} as ${name.exported ?? "-"})`),
        node.value && `${node.valueName}: ${printIr(node.value)}`,
      );
    case "type-alias":
      return form(flag(node.exported, "export"), node.isEnum ? "enum" : "type", node.name, printIr(node.value));
    case "scope-declaration":
      return form(node.flavour, ...node.names);
    default:
      throw new Error(`No form for ${node.kind}`);
  }
}

function printProperty(node: Property): string {
  if (node.spread) return `...${printIr(node.value)}`;
  if (node.shorthand) return printIr(node.value);
  const key = printIr(node.keyNode);
  const name = node.key === undefined ? `[${key}]` : /^[\w$#-]+$/.test(node.key) ? node.key : JSON.stringify(node.key);
  return `${name}${node.optional ? "?" : ""}: ${printIr(node.value)}`;
}

function printArgument(node: Argument): string {
  const stars = node.spread === "positional" ? "*" : node.spread === "keyword" ? "**" : "";
  return `${node.name === undefined ? "" : `${node.name}=`}${stars}${printIr(node.value)}`;
}

function printFunction(node: FunctionNode): string {
  return form(
    ...decorators(node.decorators),
    flag(node.exported, "export"),
    flag(node.async, "async"),
    node.generator ? "fn*" : "fn",
    node.method && `${node.method}:`,
    node.name,
    `(${all(node.params).join(" ")})`,
    node.returnType && `->${printIr(node.returnType)}`,
    flag(node.expressionBody, "=>"),
    ...all(node.body),
  );
}

function printParameter(node: Parameter): string {
  const stars = node.rest === "positional" ? "*" : node.rest === "keyword" ? "**" : "";
  return [
    ...all(node.decorators ?? []).map(text => `${text} `),
    node.property ? "this." : "",
    stars,
    node.name ?? (node.pattern ? printIr(node.pattern) : ""),
    node.annotation ? `:${printIr(node.annotation)}` : "",
    node.default ? `=${printIr(node.default)}` : "",
  ].join("");
}

function printImport(node: Import): string {
  return form(
    "import",
    flag(node.typeOnly, "type"),
    flag(node.dynamic, "dynamic"),
    JSON.stringify(node.module),
    ...all(node.names).map(name => `(${name})`),
  );
}

function all(nodes: readonly Node[]): string[] {
  return nodes.map(printIr);
}

function decorators(nodes: readonly Decorator[] | undefined): string[] {
  return all(nodes ?? []);
}

function maybe(node: Node | undefined): string | undefined {
  return node && printIr(node);
}

function flag(set: boolean | undefined, word: string): string | undefined {
  return set ? word : undefined;
}

function body(word: string, nodes: readonly Node[]): string {
  return form(word, ...all(nodes));
}

function optionalBody(word: string, nodes: readonly Node[]): string | undefined {
  return nodes.length === 0 ? undefined : body(word, nodes);
}

function interleave(parts: readonly string[], values: readonly string[]): string[] {
  return parts.flatMap((part, at) => [JSON.stringify(part), ...values.slice(at, at + 1)]);
}

function form(...parts: (string | undefined)[]): string {
  return `(${parts.filter(part => part !== undefined && part !== "").join(" ")})`;
}
