/**
 * TypeScript's compiler is one closure of 9 MB, of which the parser is a small part; to load it takes longer than all else.
 * Here its statements become those of a module, each saying that nothing but its own name depends on it, so that the bundle
 * leaves out what nobody asks for. The text of the statements stays as it is.
 */
import { readFile } from "node:fs/promises";
import ts from "typescript";

const PURE = "/* @__PURE__ */ ";
/** What the language service makes nodes of. They reach all that an editor can ask of a node; the parser's caller asks little. */
const NODE_CLASS = /^\w+Object$/u;
const NODE_METHODS = new Set(["getStart", "assertHasRealPosition"]);
/** Two thousand messages, of which a parser says a few. Each becomes a variable of its own. */
const MESSAGES = "Diagnostics";
const MESSAGE = new RegExp(String.raw`(?<![\w$.])${MESSAGES}\.([\w$]+)`, "gu");
/** Calls that tell the language service and the editor's refactorings of something. */
const REGISTRATIONS = /^(?:registerCodeFix|registerRefactor)$/u;

export function typescriptInParts() {
  return {
    name: "typescript-in-parts",
    setup(esbuild) {
      esbuild.onLoad({ filter: /node_modules\/typescript\/lib\/typescript\.js$/ }, async ({ path }) => ({
        contents: inParts(await readFile(path, "utf8")),
        loader: "js",
      }));
    },
  };
}

function inParts(text) {
  const file = ts.createSourceFile("typescript.js", text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  const closure = file.statements.find(isClosure);
  if (closure === undefined) throw new Error("typescript.js is no longer one closure");
  const source = node => text.slice(node.getStart(file), node.end);
  const { statements } = closure.expression.expression.expression.body;
  const namespaces = new Set();
  const assigned = new Map();
  for (const statement of statements) {
    const name = assignedIn(statement, source);
    if (name !== undefined) assigned.set(name, [...(assigned.get(name) ?? []), source(statement)]);
  }
  const parts = statements.map(statement => {
    const name = namespaceOf(statement, source);
    if (name !== undefined) namespaces.add(name);
    return name === undefined ? undefined : namespace(name, statement, source);
  });
  return statements
    .map((statement, index) => parts[index] ?? part(statement, { source, namespaces, assigned }))
    .join("\n")
    .replace(MESSAGE, `${MESSAGES}_$1`);
}

/** `((module) => { … })({ … })`. */
function isClosure(statement) {
  const call = ts.isExpressionStatement(statement) ? statement.expression : undefined;
  return call !== undefined && ts.isCallExpression(call) && ts.isParenthesizedExpression(call.expression);
}

/** `X` of `X.limit = 10`. */
function assignedIn(statement, source) {
  const target =
    ts.isExpressionStatement(statement) && ts.isBinaryExpression(statement.expression)
      ? statement.expression.left
      : undefined;
  if (target === undefined || !ts.isPropertyAccessExpression(target)) return undefined;
  return source(target.expression) === "module" ? undefined : source(target.expression);
}

function part(statement, context) {
  const { source } = context;
  if (ts.isVariableStatement(statement)) return variables(statement, context);
  if (!ts.isExpressionStatement(statement)) return source(statement);
  const { expression } = statement;
  if (ts.isCallExpression(expression)) {
    const callee = source(expression.expression);
    if (callee === "__export")
      return source(expression.arguments[0]) === "typescript_exports"
        ? exportsOf(expression.arguments[1], source)
        : `var ${source(expression.arguments[0])} = ${PURE}(() => { const all = {}; __export(all, ${source(expression.arguments[1])}); return all; })();`;
    if (REGISTRATIONS.test(callee)) return `${PURE}(() => ${source(expression)})();`;
  }
  if (assignedIn(statement, source) !== undefined) return "";
  if (/^module\.exports|^"use strict"|^0 && /u.test(source(statement))) return "";
  return source(statement);
}

/** The name of `((X2) => { … })(X || (X = {}))`. */
function namespaceOf(statement, source) {
  const call = ts.isExpressionStatement(statement) ? statement.expression : undefined;
  if (call === undefined || !ts.isCallExpression(call) || !ts.isParenthesizedExpression(call.expression))
    return undefined;
  return /^(\w+) \|\| \(\1 = \{\}\)$/u.exec(call.arguments.map(source).join())?.[1];
}

function namespace(name, statement, source) {
  const fn = statement.expression.expression.expression;
  const inner = source(fn.parameters[0]);
  return `var ${name} = ${PURE}((${inner}) => { ${fn.body.statements.map(source).join("\n")}\nreturn ${inner}; })({});`;
}

/** `export { createSourceFile as createSourceFile, … }` of `{ createSourceFile: () => createSourceFile, … }`. */
function exportsOf(list, source) {
  const names = list.properties.map(one => `${source(one.initializer.body)} as ${source(one.name)}`);
  return `export { ${names.join(", ")} };`;
}

function variables(statement, { source, namespaces, assigned }) {
  return statement.declarationList.declarations
    .filter(({ name, initializer }) => initializer !== undefined || !namespaces.has(source(name)))
    .filter(({ name }) => !/_exports$/u.test(source(name)))
    .map(({ name: { text: name }, initializer }) => {
      if (initializer === undefined) return `var ${name};`;
      if (name === MESSAGES) return messages(initializer, source);
      const value =
        NODE_CLASS.test(name) && ts.isClassExpression(initializer) ? slim(initializer, source) : source(initializer);
      const later = assigned.get(name) ?? [];
      if (later.length > 0)
        return `var ${name} = ${PURE}(() => { const ${name} = ${value}; ${later.join("\n")}\nreturn ${name}; })();`;
      const isPlain = ts.isFunctionLike(initializer) || initializer.kind <= ts.SyntaxKind.NoSubstitutionTemplateLiteral;
      return `var ${name} = ${isPlain ? value : `${PURE}(() => (${value}))()`};`;
    })
    .join("\n");
}

function messages(table, source) {
  const one = ({ name, initializer }) => `var ${MESSAGES}_${source(name)} = ${PURE}${source(initializer)};`;
  const names = table.properties.map(({ name }) => source(name));
  const whole = `var ${MESSAGES} = { ${names.map(name => `${name}: ${MESSAGES}_${name}`).join(", ")} };`;
  return [...table.properties.map(one), whole].join("\n");
}

/** The class without the methods that nobody calls. */
function slim(node, source) {
  return node.members
    .filter(member => ts.isMethodDeclaration(member) && !NODE_METHODS.has(source(member.name)))
    .reduce((text, member) => text.replace(source(member), ""), source(node));
}
